using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Local : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                table: "outbox_message",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<DateTime>(
                name: "read_at",
                table: "outbox_message",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "staff_user_id",
                table: "outbox_message",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "urgent",
                table: "outbox_message",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "requires_verification",
                table: "category",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "category",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "asked_at",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "clock_started_at",
                table: "cases",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "escalation_step",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "evidence_meters",
                table: "cases",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "evidence_seconds",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "extension_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "next_step_at",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "pause_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "pause_reason",
                table: "cases",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_at",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_until",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "pending_request_id",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "relapse_of_id",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "remaining_ms",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "requires_verification",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "resolved_by",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "response_overdue_at",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "return_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "review_due_at",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "source_id",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_kind",
                table: "cases",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "supervise_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "verification_failures",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "verified_by",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "calendar_year",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    holidays = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    make_up_workdays = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    set_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_year", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "case_pause",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    clock = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    to = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    amount = table.Column<int>(type: "INTEGER", nullable: true),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    review_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supervised_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    instruction = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    reply_by = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reply = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    replied_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    replied_at = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                name: "deadline_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    category_code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    policy = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    set_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    set_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    applying = table.Column<bool>(type: "INTEGER", nullable: false),
                    applied_to = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deadline_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duty_post",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    alley = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    line_count = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_post", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "office_hours",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    spans = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    set_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_office_hours", x => x.county_code);
                });

            migrationBuilder.CreateTable(
                name: "responsibility",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    area_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_responsibility", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rule_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    old_value = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    new_value = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_edition",
                columns: table => new
                {
                    @event = table.Column<string>(name: "event", type: "TEXT", maxLength: 48, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_edition", x => new { x.@event, x.version });
                });

            migrationBuilder.CreateTable(
                name: "post_household",
                columns: table => new
                {
                    post_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    household_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    exclusive = table.Column<bool>(type: "INTEGER", nullable: false)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    stand_in_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    publishes_phone = table.Column<bool>(type: "INTEGER", nullable: false)
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
                name: "responsibility_place",
                columns: table => new
                {
                    responsibility_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false)
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

            migrationBuilder.CreateIndex(
                name: "IX_outbox_message_staff_user_id_created_at",
                table: "outbox_message",
                columns: new[] { "staff_user_id", "created_at" });

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
                name: "IX_cases_township_code_category_code_resolved_at",
                table: "cases",
                columns: new[] { "township_code", "category_code", "resolved_at" },
                filter: "resolved_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_case_request_case_id_requested_at",
                table: "case_request",
                columns: new[] { "case_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_case_supervision_case_id_at",
                table: "case_supervision",
                columns: new[] { "case_id", "at" });

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
                name: "deadline_rule");

            migrationBuilder.DropTable(
                name: "office_hours");

            migrationBuilder.DropTable(
                name: "post_household");

            migrationBuilder.DropTable(
                name: "post_leave");

            migrationBuilder.DropTable(
                name: "post_term");

            migrationBuilder.DropTable(
                name: "responsibility_place");

            migrationBuilder.DropTable(
                name: "rule_change");

            migrationBuilder.DropTable(
                name: "template_edition");

            migrationBuilder.DropTable(
                name: "duty_post");

            migrationBuilder.DropTable(
                name: "responsibility");

            migrationBuilder.DropIndex(
                name: "IX_outbox_message_staff_user_id_created_at",
                table: "outbox_message");

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
                name: "IX_cases_township_code_category_code_resolved_at",
                table: "cases");

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
                name: "asked_at",
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

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                table: "outbox_message",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
