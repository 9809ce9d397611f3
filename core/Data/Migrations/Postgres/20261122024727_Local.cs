using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Core.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Local : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.AddColumn<DateTime>(
                name: "asked_at",
                table: "cases",
                type: "timestamp with time zone",
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
                name: "IX_cases_respond_by",
                table: "cases",
                column: "respond_by",
                filter: "status = 'Filed' AND response_overdue_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_source_kind_source_id",
                table: "cases",
                columns: new[] { "source_kind", "source_id" },
                filter: "source_kind IS NOT NULL");

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
                name: "rule_change");

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
                name: "IX_cases_respond_by",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_source_kind_source_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_township_code_category_code_resolved_at",
                table: "cases");

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
        }
    }
}
