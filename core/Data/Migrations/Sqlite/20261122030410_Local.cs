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
            migrationBuilder.CreateTable(
                name: "household_count",
                columns: table => new
                {
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    active = table.Column<int>(type: "INTEGER", nullable: false),
                    last_serial = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household_count", x => x.region_code);
                });

            migrationBuilder.CreateTable(
                name: "household_group",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    walking_order = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household_group", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "household",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    serial = table.Column<int>(type: "INTEGER", nullable: false),
                    door_plate = table.Column<string>(type: "TEXT", maxLength: 48, nullable: true),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    walking_order = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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
                name: "household_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    household_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    actor_kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    actor_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    text = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: true)
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
                    from_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    to_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    household_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    is_adult = table.Column<bool>(type: "INTEGER", nullable: false),
                    relation = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    taken_over_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    household_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    appointed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                name: "IX_proxy_household_id_person_id",
                table: "proxy",
                columns: new[] { "household_id", "person_id" },
                unique: true,
                filter: "until IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_proxy_person_id_until",
                table: "proxy",
                columns: new[] { "person_id", "until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "household_count");

            migrationBuilder.DropTable(
                name: "household_event");

            migrationBuilder.DropTable(
                name: "household_link");

            migrationBuilder.DropTable(
                name: "membership");

            migrationBuilder.DropTable(
                name: "proxy");

            migrationBuilder.DropTable(
                name: "household");

            migrationBuilder.DropTable(
                name: "household_group");
        }
    }
}
