"""Departments in a tree, who helps whom, and the clock of a handed-over question."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = ("waiting", "taken", "asked_back", "answered")


def upgrade() -> None:
    """Make the change."""
    _departments_and_people()
    _around_people()
    _escalations()
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.alter_column("about", server_default=None)
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    with op.batch_alter_table("erasures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasures_person"), ["person"], unique=False)
    op.create_table(
        "removals",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removals")),
    )


def _departments_and_people() -> None:
    with op.batch_alter_table("departments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("level", sa.String(length=20), nullable=False, server_default="department")
        )
        for name in ("hours", "quiet", "it_contact", "service_desk"):
            batch_op.add_column(
                sa.Column(name, sa.String(length=200), nullable=False, server_default="")
            )
        batch_op.add_column(sa.Column("language", sa.String(length=8), nullable=True))
        batch_op.create_index(batch_op.f("ix_departments_parent"), ["parent"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_departments_parent_departments"), "departments", ["parent"], ["id"]
        )
    with op.batch_alter_table("departments", schema=None) as batch_op:
        for name in ("level", "hours", "quiet", "it_contact", "service_desk"):
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("email", sa.String(length=254), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("left", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_people_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_role"), ["role"], unique=False)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.alter_column("email", server_default=None)
        batch_op.alter_column("listed", server_default=None)


def _around_people() -> None:
    op.create_table(
        "duties",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("duty", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["department"], ["departments.id"], name=op.f("fk_duties_department_departments")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_duties_person_people")),
        sa.PrimaryKeyConstraint("person", "department", name=op.f("pk_duties")),
    )
    with op.batch_alter_table("duties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duties_department"), ["department"], unique=False)
    profiles = op.create_table(
        "profiles",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("spoken", sa.String(length=120), nullable=False),
        sa.Column("languages", sa.String(length=40), nullable=False),
        sa.Column("interests", sa.String(length=400), nullable=False),
        sa.Column("hours_a_month", sa.Integer(), nullable=True),
        sa.Column("most_open", sa.Integer(), nullable=True),
        sa.Column("bundle", sa.String(length=5), nullable=True),
        sa.Column("sees", sa.Boolean(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_profiles_person_people")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_profiles")),
    )
    absences = op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("back", sa.Date(), nullable=True),
        sa.Column("told", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_absences_person_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absences_person"), ["person"], unique=False)
    op.create_table(
        "ombuds",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["department"], ["departments.id"], name=op.f("fk_ombuds_department_departments")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_ombuds_person_people")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_ombuds")),
    )
    with op.batch_alter_table("ombuds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ombuds_department"), ["department"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_accounts_person_people")),
        sa.PrimaryKeyConstraint("channel", "account", name=op.f("pk_accounts")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_person"), ["person"], unique=False)
    op.create_table(
        "link_codes",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_link_codes_person_people")
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_link_codes")),
    )
    with op.batch_alter_table("link_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_codes_person"), ["person"], unique=False)
    _keep_what_is_known(profiles, absences)


def _keep_what_is_known(profiles: sa.Table, absences: sa.Table) -> None:
    """Bring absences over; who has helped until now has shown that questions reach them."""
    connection = op.get_bind()
    people = sa.table(
        "people",
        sa.column("id", sa.String),
        sa.column("role", sa.String),
        sa.column("away", sa.Boolean),
        sa.column("away_until", sa.Date),
    )
    helping = sa.select(people.c.id).where(people.c.role.in_(("coach", "standin", "coordinator")))
    for person in connection.execute(helping).scalars().all():
        connection.execute(
            profiles.insert().values(
                person=person,
                spoken="",
                languages="",
                interests="",
                sees=True,
                refused=False,
                feed="",
            )
        )
    away = sa.select(people).where(people.c.away.is_(sa.true()))
    for row in connection.execute(away).all():
        connection.execute(
            absences.insert().values(
                person=row.id, first=sa.func.current_date(), back=row.away_until, told="said"
            )
        )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("away")
        batch_op.drop_column("away_until")


def _escalations() -> None:
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reached", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("step", sa.String(length=20), nullable=False, server_default="new")
        )
        batch_op.add_column(sa.Column("due", sa.DateTime(timezone=True), nullable=True))
        for name in ("draft", "proposal", "reason"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("draft_by", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.create_index(batch_op.f("ix_escalations_due"), ["due"], unique=False)
    # What is under way begins its clock now: nobody is reminded of what they never promised.
    op.execute(
        sa.text(
            "UPDATE escalations SET reached = CURRENT_TIMESTAMP, since = CURRENT_TIMESTAMP, "
            "due = CURRENT_TIMESTAMP WHERE stage IN ('waiting', 'taken')"
        )
    )
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        for name in ("step", "draft", "proposal", "reason", "draft_by"):
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table("escalation_lines", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("by", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("arrived", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_escalation_lines_by"), ["by"], unique=False)
    op.execute(
        sa.text(
            'UPDATE escalation_lines SET "by" = (SELECT holder FROM escalations '
            "WHERE escalations.id = escalation_lines.escalation) WHERE voice <> 'asker'"
        )
    )
    with op.batch_alter_table("escalation_lines", schema=None) as batch_op:
        batch_op.alter_column("by", server_default=None)
    with op.batch_alter_table("escalation_history", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("deed", sa.String(length=20), nullable=False, server_default="asked")
        )
        for name in ("by", "holder"):
            batch_op.add_column(
                sa.Column(name, sa.String(length=64), nullable=False, server_default="")
            )
        batch_op.add_column(sa.Column("word", sa.Text(), nullable=False, server_default=""))
    # Until now a stage stood for the deed that led to it.
    op.execute(
        sa.text(
            "UPDATE escalation_history SET deed = "
            "CASE WHEN stage = 'waiting' THEN 'asked' ELSE stage END"
        )
    )
    with op.batch_alter_table("escalation_history", schema=None) as batch_op:
        for name in ("deed", "by", "holder", "word"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("removals")
    op.drop_table("erasures")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_column("about")
    with op.batch_alter_table("escalation_history", schema=None) as batch_op:
        for name in ("word", "holder", "by", "deed"):
            batch_op.drop_column(name)
    with op.batch_alter_table("escalation_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_lines_by"))
        batch_op.drop_column("arrived")
        batch_op.drop_column("by")
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalations_due"))
        for name in (
            "draft_by", "reason", "proposal", "draft", "due", "step", "since", "reached",
        ):  # fmt: skip
            batch_op.drop_column(name)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("away", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("away_until", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_people_role"))
        batch_op.drop_index(batch_op.f("ix_people_email"))
        for name in ("left", "listed", "email"):
            batch_op.drop_column(name)
    op.execute(
        sa.text(
            "UPDATE people SET away = (1 = 1), away_until = (SELECT back FROM absences "
            "WHERE absences.person = people.id) WHERE id IN (SELECT person FROM absences)"
        )
    )
    for name in ("link_codes", "accounts", "ombuds", "absences", "profiles", "duties"):
        op.drop_table(name)
    with op.batch_alter_table("departments", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_departments_parent_departments"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_departments_parent"))
        for name in ("language", "service_desk", "it_contact", "quiet", "hours", "level", "parent"):
            batch_op.drop_column(name)
