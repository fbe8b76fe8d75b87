// A bot on Slack's own kit, which says what it understood: one line of JSON for each thing that came.
// Takes the way (http or socket), the Web API's address, the secrets, and a port as arguments;
// prints "ready" when it listens.
import bolt from "@slack/bolt";

const [way, slackApiUrl, signingSecret, token, appToken, port] = process.argv.slice(2);
const quiet = bolt.LogLevel.ERROR;
const receiver =
  way === "socket"
    ? new bolt.SocketModeReceiver({ appToken, logLevel: quiet, installerOptions: { clientOptions: { slackApiUrl } } })
    : new bolt.HTTPReceiver({ signingSecret, logLevel: quiet });
const app = new bolt.App({ token, receiver, logLevel: quiet, clientOptions: { slackApiUrl }, ignoreSelf: false });
const tell = (what, more) => console.log(JSON.stringify({ what, ...more }));

app.event("message", async ({ event, body, context }) => {
  tell("message", { text: event.text, user: event.user, channelType: event.channel_type, event: body.event_id, again: context.retryNum ?? 0 });
});
app.event("app_mention", async ({ event }) => tell("mention", { text: event.text, thread: event.thread_ts ?? "" }));
app.event("app_home_opened", async ({ event, client }) => {
  const view = { type: "home", blocks: [{ type: "section", text: { type: "plain_text", text: "Hej" } }] };
  const said = await client.views.publish({ user_id: event.user, view });
  tell("home", { user: event.user, ok: said.ok });
});
app.event("reaction_added", async ({ event }) => tell("reaction", { name: event.reaction, at: event.item.ts }));
app.command("/coach", async ({ command, ack, respond, client }) => {
  await ack();
  await respond({ response_type: "ephemeral", text: `Du skrev ${command.text}` });
  await client.views.open({
    trigger_id: command.trigger_id,
    view: {
      type: "modal",
      callback_id: "form",
      title: { type: "plain_text", text: "Fråga" },
      submit: { type: "plain_text", text: "Skicka" },
      blocks: [{ type: "input", block_id: "text", label: { type: "plain_text", text: "Text" }, element: { type: "plain_text_input", action_id: "text" } }],
    },
  });
  tell("command", { text: command.text, user: command.user_id });
});
app.action(/.*/, async ({ action, body, ack }) => {
  await ack();
  tell("press", { value: action.value, at: body.container.message_ts, user: body.user.id });
});
app.view("form", async ({ view, ack }) => {
  const said = view.state.values.text.text.value;
  await (said ? ack() : ack({ response_action: "errors", errors: { text: "Skriv något" } }));
  tell("window", { said });
});
app.shortcut(/.*/, async ({ shortcut, ack }) => {
  await ack();
  tell("shortcut", { id: shortcut.callback_id, text: shortcut.message?.text ?? "" });
});

await (way === "socket" ? app.start() : app.start(Number(port)));
console.log("ready");
