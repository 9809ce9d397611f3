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
                name: "about_committee",
                table: "cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "assignee_post_id",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "post_id",
                table: "case_event",
                type: "uuid",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "IX_cases_assignee_post_id_due_at",
                table: "cases",
                columns: new[] { "assignee_post_id", "due_at" },
                filter: "assignee_post_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_case_event_post_id",
                table: "case_event",
                column: "post_id",
                filter: "post_id IS NOT NULL");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "post_household");

            migrationBuilder.DropTable(
                name: "post_leave");

            migrationBuilder.DropTable(
                name: "post_term");

            migrationBuilder.DropTable(
                name: "responsibility_place");

            migrationBuilder.DropTable(
                name: "routing_change");

            migrationBuilder.DropTable(
                name: "routing_example");

            migrationBuilder.DropTable(
                name: "routing_rule");

            migrationBuilder.DropTable(
                name: "duty_post");

            migrationBuilder.DropTable(
                name: "responsibility");

            migrationBuilder.DropIndex(
                name: "IX_cases_assignee_post_id_due_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_case_event_post_id",
                table: "case_event");

            migrationBuilder.DropColumn(
                name: "about_committee",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "assignee_post_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "post_id",
                table: "case_event");
        }
    }
}
