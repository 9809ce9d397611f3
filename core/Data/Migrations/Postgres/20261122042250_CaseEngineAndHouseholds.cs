using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Core.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CaseEngineAndHouseholds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "removed_at",
                table: "photo",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                table: "outbox_message",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<DateTime>(
                name: "read_at",
                table: "outbox_message",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "staff_user_id",
                table: "outbox_message",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "urgent",
                table: "outbox_message",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "requires_verification",
                table: "category",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "category",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "about_committee",
                table: "cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "asked_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "assignee_post_id",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "clock_started_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "escalation_step",
                table: "cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "evidence_meters",
                table: "cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "evidence_seconds",
                table: "cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "extension_count",
                table: "cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "next_step_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "pause_count",
                table: "cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "pause_reason",
                table: "cases",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paused_ms",
                table: "cases",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_until",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "pending_request_id",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "relapse_of_id",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "remaining_ms",
                table: "cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "requires_verification",
                table: "cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "resolved_by",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "response_overdue_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "return_count",
                table: "cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "review_due_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "satisfaction",
                table: "cases",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "set_aside_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "source_id",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_kind",
                table: "cases",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "supervise_count",
                table: "cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "verification_failures",
                table: "cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "verified_by",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "post_id",
                table: "case_event",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "marks",
                table: "cases",
                type: "integer",
                maxLength: 32,
                nullable: false,
                computedColumnSql: "CASE WHEN resolved_at > due_at THEN 1 ELSE 0 END + CASE WHEN reopen_count > 0 THEN 2 ELSE 0 END + CASE WHEN moderation = 'Held' THEN 4 ELSE 0 END + CASE WHEN urge_count > 0 THEN 8 ELSE 0 END + CASE WHEN status = 'Rejected' THEN 16 ELSE 0 END + CASE WHEN pause_count > 0 THEN 32 ELSE 0 END + CASE WHEN extension_count > 0 THEN 64 ELSE 0 END + CASE WHEN return_count > 0 THEN 128 ELSE 0 END + CASE WHEN supervise_count > 0 THEN 256 ELSE 0 END",
                stored: true);

            migrationBuilder.AddColumn<int>(
                name: "on_behalf",
                table: "cases",
                type: "integer",
                nullable: false,
                computedColumnSql: "CASE WHEN filed_on_behalf_by IS NULL THEN 0 ELSE 1 END",
                stored: true);

            migrationBuilder.AddColumn<int>(
                name: "resolution_fate",
                table: "cases",
                type: "integer",
                maxLength: 32,
                nullable: false,
                computedColumnSql: "CASE WHEN status IN ('Filed', 'Accepted', 'InProgress') OR (status = 'Resolved' AND asked_at IS NULL) THEN CASE WHEN reopen_count > 0 THEN 3 WHEN clock = 'Paused' AND due_at > paused_at THEN 7 WHEN clock = 'Deferred' AND due_at > paused_at THEN 8 ELSE 0 END WHEN status = 'Resolved' THEN 6 WHEN status = 'Closed' AND close_reason IN ('Confirmed', 'Verified') THEN 1 WHEN status = 'Closed' AND close_reason = 'ByStaff' THEN 2 WHEN status = 'Closed' AND close_reason = 'Unanswered' THEN 5 WHEN reopen_count > 0 OR set_aside_at > due_at THEN 4 WHEN status = 'Rejected' THEN 9 WHEN status = 'Merged' THEN 10 ELSE 11 END",
                stored: true);

            migrationBuilder.AddColumn<int>(
                name: "response_fate",
                table: "cases",
                type: "integer",
                maxLength: 32,
                nullable: false,
                computedColumnSql: "CASE WHEN responded_at > respond_by OR (responded_at IS NULL AND set_aside_at > respond_by) THEN 2 WHEN accepted_at IS NOT NULL THEN 1 WHEN status = 'Rejected' THEN 3 WHEN status = 'Merged' THEN 4 WHEN close_reason = 'Withdrawn' THEN 5 ELSE 0 END",
                stored: true);

            migrationBuilder.CreateTable(
                name: "calendar_year",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    holidays = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    make_up_workdays = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    source = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_year", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "case_pause",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    clock = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_pause", x => new { x.case_id, x.number });
                    table.ForeignKey(
                        name: "FK_case_pause_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    amount = table.Column<int>(type: "integer", nullable: true),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    review_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_request", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_request_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_supervision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    supervised_by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    instruction = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    reply_by = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reply = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    replied_by = table.Column<Guid>(type: "uuid", nullable: true),
                    replied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_supervision", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_supervision_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "consent_balance",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    template_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    remaining = table.Column<int>(type: "integer", nullable: true),
                    refused = table.Column<bool>(type: "boolean", nullable: false),
                    learned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    settled_remaining = table.Column<int>(type: "integer", nullable: true),
                    settled_refused = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consent_balance", x => new { x.person_id, x.template_id });
                });

            migrationBuilder.CreateTable(
                name: "consent_fact",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    template_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    news = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consent_fact", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "deadline_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    category_code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    policy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    set_by = table.Column<Guid>(type: "uuid", nullable: true),
                    set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    applying = table.Column<bool>(type: "boolean", nullable: false),
                    applied_to = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deadline_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duty_post",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    alley = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_post", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "frontage",
                columns: table => new
                {
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    boundary = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    photo_id = table.Column<Guid>(type: "uuid", nullable: true),
                    outline = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_frontage", x => x.household_id);
                });

            migrationBuilder.CreateTable(
                name: "household_count",
                columns: table => new
                {
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    active = table.Column<int>(type: "integer", nullable: false),
                    last_serial = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household_count", x => x.region_code);
                });

            migrationBuilder.CreateTable(
                name: "household_group",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    walking_order = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household_group", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "office_hours",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    spans = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_office_hours", x => x.county_code);
                });

            migrationBuilder.CreateTable(
                name: "pledge_check",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pledge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round_id = table.Column<Guid>(type: "uuid", nullable: true),
                    first_check_id = table.Column<Guid>(type: "uuid", nullable: true),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    term_code = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    cleanliness = table.Column<bool>(type: "boolean", nullable: false),
                    order = table.Column<bool>(type: "boolean", nullable: false),
                    greening = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    checker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    put_right_by = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    object_by = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    finding_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge_check", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pledge_count",
                columns: table => new
                {
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    term_code = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    signed = table.Column<int>(type: "integer", nullable: false),
                    checks = table.Column<int>(type: "integer", nullable: false),
                    kept = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge_count", x => new { x.region_code, x.term_code });
                });

            migrationBuilder.CreateTable(
                name: "pledge_round",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    group_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    walker_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    planned_by = table.Column<Guid>(type: "uuid", nullable: true),
                    planned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    listed = table.Column<int>(type: "integer", nullable: false),
                    visited = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge_round", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pledge_template",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    cleanliness = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    order = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    greening = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    additions = table.Column<string[]>(type: "text[]", nullable: false),
                    term = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    published_by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge_template", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pledge_text",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    body = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge_text", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "received_push",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dedupe_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    @event = table.Column<string>(name: "event", type: "character varying(48)", maxLength: 48, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    content = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    claim = table.Column<Guid>(type: "uuid", nullable: true),
                    last_error = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_received_push", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "responsibility",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area_name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_responsibility", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "routing_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    says = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    broken_examples = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routing_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "routing_example",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    category_code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    hidden_from_committee = table.Column<bool>(type: "boolean", nullable: false),
                    about_committee = table.Column<bool>(type: "boolean", nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    expected_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    expected_post_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    expected_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    expected_office_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routing_example", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "routing_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    category_code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    target_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    target_post_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    target_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    target_office_id = table.Column<Guid>(type: "uuid", nullable: true),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    change_count = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routing_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rule_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    subject = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    old_value = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    new_value = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_edition",
                columns: table => new
                {
                    @event = table.Column<string>(name: "event", type: "character varying(48)", maxLength: 48, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_edition", x => new { x.@event, x.version });
                });

            migrationBuilder.CreateTable(
                name: "post_household",
                columns: table => new
                {
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    exclusive = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_household", x => new { x.post_id, x.household_id });
                    table.ForeignKey(
                        name: "FK_post_household_duty_post_post_id",
                        column: x => x.post_id,
                        principalTable: "duty_post",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "post_leave",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    stand_in_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_leave", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_leave_duty_post_post_id",
                        column: x => x.post_id,
                        principalTable: "duty_post",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "post_term",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    publishes_phone = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_term", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_term_duty_post_post_id",
                        column: x => x.post_id,
                        principalTable: "duty_post",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "household",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    serial = table.Column<int>(type: "integer", nullable: false),
                    door_plate = table.Column<string>(type: "character varying(48)", maxLength: 48, nullable: true),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    walking_order = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household", x => x.id);
                    table.ForeignKey(
                        name: "FK_household_household_group_group_id",
                        column: x => x.group_id,
                        principalTable: "household_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pledge_check_photo",
                columns: table => new
                {
                    check_id = table.Column<Guid>(type: "uuid", nullable: false),
                    photo_id = table.Column<Guid>(type: "uuid", nullable: false),
                    guarantee = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge_check_photo", x => new { x.check_id, x.photo_id });
                    table.ForeignKey(
                        name: "FK_pledge_check_photo_pledge_check_check_id",
                        column: x => x.check_id,
                        principalTable: "pledge_check",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pledge_objection",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    check_id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge_objection", x => x.id);
                    table.ForeignKey(
                        name: "FK_pledge_objection_pledge_check_check_id",
                        column: x => x.check_id,
                        principalTable: "pledge_check",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pledge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    term_code = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    text_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    verify_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    means = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    signed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    signed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdraw_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reminded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledge", x => x.id);
                    table.ForeignKey(
                        name: "FK_pledge_pledge_text_text_hash",
                        column: x => x.text_hash,
                        principalTable: "pledge_text",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "responsibility_place",
                columns: table => new
                {
                    responsibility_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_responsibility_place", x => new { x.responsibility_id, x.region_code });
                    table.ForeignKey(
                        name: "FK_responsibility_place_responsibility_responsibility_id",
                        column: x => x.responsibility_id,
                        principalTable: "responsibility",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "household_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household_event", x => x.id);
                    table.ForeignKey(
                        name: "FK_household_event_household_household_id",
                        column: x => x.household_id,
                        principalTable: "household",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "household_link",
                columns: table => new
                {
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household_link", x => new { x.from_id, x.to_id });
                    table.ForeignKey(
                        name: "FK_household_link_household_from_id",
                        column: x => x.from_id,
                        principalTable: "household",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_household_link_household_to_id",
                        column: x => x.to_id,
                        principalTable: "household",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "membership",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    is_adult = table.Column<bool>(type: "boolean", nullable: false),
                    relation = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    taken_over_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_membership", x => x.id);
                    table.ForeignKey(
                        name: "FK_membership_household_household_id",
                        column: x => x.household_id,
                        principalTable: "household",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "proxy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appointed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_proxy", x => x.id);
                    table.ForeignKey(
                        name: "FK_proxy_household_household_id",
                        column: x => x.household_id,
                        principalTable: "household",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_message_staff_user_id_created_at",
                table: "outbox_message",
                columns: new[] { "staff_user_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_assignee_post_id_due_at",
                table: "cases",
                columns: new[] { "assignee_post_id", "due_at" },
                filter: "assignee_post_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_clock_paused_until",
                table: "cases",
                columns: new[] { "clock", "paused_until" },
                filter: "paused_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_next_step_at",
                table: "cases",
                column: "next_step_at",
                filter: "next_step_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_pending_request_id",
                table: "cases",
                column: "pending_request_id",
                filter: "pending_request_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_source_kind_source_id",
                table: "cases",
                columns: new[] { "source_kind", "source_id" },
                filter: "source_kind IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_status_respond_by",
                table: "cases",
                columns: new[] { "status", "respond_by" },
                filter: "status = 'Filed' AND response_overdue_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_three_rates",
                table: "cases",
                columns: new[] { "township_code", "kind", "on_behalf", "filed_at", "region_code", "category_code", "owner_office_id", "response_fate", "resolution_fate", "marks", "satisfaction", "respond_by", "due_at", "paused_ms" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_township_code_category_code_resolved_at",
                table: "cases",
                columns: new[] { "township_code", "category_code", "resolved_at" },
                filter: "resolved_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_case_event_post_id",
                table: "case_event",
                column: "post_id",
                filter: "post_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_audit_line_at_id",
                table: "audit_line",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_request_case_id_requested_at",
                table: "case_request",
                columns: new[] { "case_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_case_supervision_case_id_at",
                table: "case_supervision",
                columns: new[] { "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_consent_fact_person_id_template_id",
                table: "consent_fact",
                columns: new[] { "person_id", "template_id" });

            migrationBuilder.CreateIndex(
                name: "IX_deadline_rule_category_code_region_code_sequence",
                table: "deadline_rule",
                columns: new[] { "category_code", "region_code", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_duty_post_region_code_alley",
                table: "duty_post",
                columns: new[] { "region_code", "alley" },
                unique: true,
                filter: "kind = 'AlleyChief' AND alley IS NOT NULL AND ended_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_duty_post_region_code_kind",
                table: "duty_post",
                columns: new[] { "region_code", "kind" });

            migrationBuilder.CreateIndex(
                name: "IX_household_code",
                table: "household",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_household_group_id_walking_order",
                table: "household",
                columns: new[] { "group_id", "walking_order" });

            migrationBuilder.CreateIndex(
                name: "IX_household_region_code_status_door_plate",
                table: "household",
                columns: new[] { "region_code", "status", "door_plate" });

            migrationBuilder.CreateIndex(
                name: "IX_household_event_actor_id",
                table: "household_event",
                column: "actor_id");

            migrationBuilder.CreateIndex(
                name: "IX_household_event_household_id_at",
                table: "household_event",
                columns: new[] { "household_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_household_group_region_code_name",
                table: "household_group",
                columns: new[] { "region_code", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_household_link_to_id",
                table: "household_link",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "IX_membership_household_id_status",
                table: "membership",
                columns: new[] { "household_id", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_membership_person_id_status",
                table: "membership",
                columns: new[] { "person_id", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_membership_until",
                table: "membership",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "ix_membership_one_head",
                table: "membership",
                column: "household_id",
                unique: true,
                filter: "status = 'Active' AND role = 'Head'");

            migrationBuilder.CreateIndex(
                name: "ix_membership_one_home",
                table: "membership",
                column: "person_id",
                unique: true,
                filter: "status = 'Active'");

            migrationBuilder.CreateIndex(
                name: "ix_membership_one_request",
                table: "membership",
                column: "person_id",
                unique: true,
                filter: "status = 'Requested'");

            migrationBuilder.CreateIndex(
                name: "ix_membership_requests",
                table: "membership",
                columns: new[] { "region_code", "created_at", "id" },
                filter: "status = 'Requested'");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_ends_at_id",
                table: "pledge",
                columns: new[] { "ends_at", "id" },
                filter: "withdrawn_at IS NULL AND reminded_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_household_id_term_code",
                table: "pledge",
                columns: new[] { "household_id", "term_code" },
                unique: true,
                filter: "withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_region_code_term_code_id",
                table: "pledge",
                columns: new[] { "region_code", "term_code", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_pledge_signed_by",
                table: "pledge",
                column: "signed_by");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_text_hash",
                table: "pledge",
                column: "text_hash");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_verify_code",
                table: "pledge",
                column: "verify_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_pledge_check_checker_id_client_id",
                table: "pledge_check",
                columns: new[] { "checker_id", "client_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_pledge_check_first_check_id",
                table: "pledge_check",
                column: "first_check_id",
                unique: true,
                filter: "first_check_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_check_household_id_checked_at",
                table: "pledge_check",
                columns: new[] { "household_id", "checked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_pledge_check_put_right_by_id",
                table: "pledge_check",
                columns: new[] { "put_right_by", "id" },
                filter: "state = 'ToPutRight' AND first_check_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_check_region_code_term_code_checked_at_id",
                table: "pledge_check",
                columns: new[] { "region_code", "term_code", "checked_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_pledge_check_round_id",
                table: "pledge_check",
                column: "round_id");

            migrationBuilder.CreateIndex(
                name: "IX_pledge_objection_check_id",
                table: "pledge_objection",
                column: "check_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_pledge_objection_state_region_code_at_id",
                table: "pledge_objection",
                columns: new[] { "state", "region_code", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_pledge_round_region_code_day_id",
                table: "pledge_round",
                columns: new[] { "region_code", "day", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_pledge_round_walker_id_day",
                table: "pledge_round",
                columns: new[] { "walker_id", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_pledge_template_region_code_number",
                table: "pledge_template",
                columns: new[] { "region_code", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_household_household_id",
                table: "post_household",
                column: "household_id",
                unique: true,
                filter: "exclusive");

            migrationBuilder.CreateIndex(
                name: "IX_post_leave_person_id",
                table: "post_leave",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_post_leave_post_id",
                table: "post_leave",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "IX_post_leave_stand_in_id",
                table: "post_leave",
                column: "stand_in_id");

            migrationBuilder.CreateIndex(
                name: "IX_post_term_person_id",
                table: "post_term",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_post_term_post_id_sequence",
                table: "post_term",
                columns: new[] { "post_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_proxy_household_id_person_id",
                table: "proxy",
                columns: new[] { "household_id", "person_id" },
                unique: true,
                filter: "until IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_proxy_person_id_until",
                table: "proxy",
                columns: new[] { "person_id", "until" });

            migrationBuilder.CreateIndex(
                name: "IX_received_push_dedupe_key",
                table: "received_push",
                column: "dedupe_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_received_push_person_id",
                table: "received_push",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_received_push_status_due_at",
                table: "received_push",
                columns: new[] { "status", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_responsibility_person_id",
                table: "responsibility",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_responsibility_region_code",
                table: "responsibility",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "IX_responsibility_place_region_code",
                table: "responsibility_place",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "IX_routing_change_region_code",
                table: "routing_change",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "IX_routing_change_rule_id_sequence",
                table: "routing_change",
                columns: new[] { "rule_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_routing_example_region_code",
                table: "routing_example",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "IX_routing_rule_region_code",
                table: "routing_rule",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "IX_rule_change_at_id",
                table: "rule_change",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_rule_change_kind_subject_at_id",
                table: "rule_change",
                columns: new[] { "kind", "subject", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_year");

            migrationBuilder.DropTable(
                name: "case_pause");

            migrationBuilder.DropTable(
                name: "case_request");

            migrationBuilder.DropTable(
                name: "case_supervision");

            migrationBuilder.DropTable(
                name: "consent_balance");

            migrationBuilder.DropTable(
                name: "consent_fact");

            migrationBuilder.DropTable(
                name: "deadline_rule");

            migrationBuilder.DropTable(
                name: "frontage");

            migrationBuilder.DropTable(
                name: "household_count");

            migrationBuilder.DropTable(
                name: "household_event");

            migrationBuilder.DropTable(
                name: "household_link");

            migrationBuilder.DropTable(
                name: "membership");

            migrationBuilder.DropTable(
                name: "office_hours");

            migrationBuilder.DropTable(
                name: "pledge");

            migrationBuilder.DropTable(
                name: "pledge_check_photo");

            migrationBuilder.DropTable(
                name: "pledge_count");

            migrationBuilder.DropTable(
                name: "pledge_objection");

            migrationBuilder.DropTable(
                name: "pledge_round");

            migrationBuilder.DropTable(
                name: "pledge_template");

            migrationBuilder.DropTable(
                name: "post_household");

            migrationBuilder.DropTable(
                name: "post_leave");

            migrationBuilder.DropTable(
                name: "post_term");

            migrationBuilder.DropTable(
                name: "proxy");

            migrationBuilder.DropTable(
                name: "received_push");

            migrationBuilder.DropTable(
                name: "responsibility_place");

            migrationBuilder.DropTable(
                name: "routing_change");

            migrationBuilder.DropTable(
                name: "routing_example");

            migrationBuilder.DropTable(
                name: "routing_rule");

            migrationBuilder.DropTable(
                name: "rule_change");

            migrationBuilder.DropTable(
                name: "template_edition");

            migrationBuilder.DropTable(
                name: "pledge_text");

            migrationBuilder.DropTable(
                name: "pledge_check");

            migrationBuilder.DropTable(
                name: "duty_post");

            migrationBuilder.DropTable(
                name: "household");

            migrationBuilder.DropTable(
                name: "responsibility");

            migrationBuilder.DropTable(
                name: "household_group");

            migrationBuilder.DropIndex(
                name: "IX_outbox_message_staff_user_id_created_at",
                table: "outbox_message");

            migrationBuilder.DropIndex(
                name: "IX_cases_assignee_post_id_due_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_clock_paused_until",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_next_step_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_pending_request_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_source_kind_source_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_status_respond_by",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_three_rates",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_township_code_category_code_resolved_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_case_event_post_id",
                table: "case_event");

            migrationBuilder.DropIndex(
                name: "IX_audit_line_at_id",
                table: "audit_line");

            migrationBuilder.DropColumn(
                name: "marks",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "on_behalf",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "resolution_fate",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "response_fate",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "removed_at",
                table: "photo");

            migrationBuilder.DropColumn(
                name: "read_at",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "staff_user_id",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "urgent",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "requires_verification",
                table: "category");

            migrationBuilder.DropColumn(
                name: "version",
                table: "category");

            migrationBuilder.DropColumn(
                name: "about_committee",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "asked_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "assignee_post_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "clock_started_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "escalation_step",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "evidence_meters",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "evidence_seconds",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "extension_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "next_step_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "pause_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "pause_reason",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "paused_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "paused_ms",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "paused_until",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "pending_request_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "relapse_of_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "remaining_ms",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "requires_verification",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "resolved_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "response_overdue_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "return_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "review_due_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "satisfaction",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "set_aside_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "source_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "source_kind",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "supervise_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "verification_failures",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "verified_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "post_id",
                table: "case_event");

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                table: "outbox_message",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
