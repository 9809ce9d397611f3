using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeskAndBoundaries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "carrier_id",
                table: "outbox_message",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "canned_reply",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    office_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    action = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_canned_reply", x => x.id);
                    table.ForeignKey(
                        name: "FK_canned_reply_office_office_id",
                        column: x => x.office_id,
                        principalTable: "office",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "region_boundary",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    polygons = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_region_boundary", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "saved_filter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_filter", x => x.id);
                    table.ForeignKey(
                        name: "FK_saved_filter_staff_user_staff_user_id",
                        column: x => x.staff_user_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_message_carrier_id",
                table: "outbox_message",
                column: "carrier_id",
                filter: "carrier_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_canned_reply_office_id",
                table: "canned_reply",
                column: "office_id");

            migrationBuilder.CreateIndex(
                name: "IX_canned_reply_region_code_id",
                table: "canned_reply",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_saved_filter_staff_user_id_name",
                table: "saved_filter",
                columns: new[] { "staff_user_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "canned_reply");

            migrationBuilder.DropTable(
                name: "region_boundary");

            migrationBuilder.DropTable(
                name: "saved_filter");

            migrationBuilder.DropIndex(
                name: "IX_outbox_message_carrier_id",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "carrier_id",
                table: "outbox_message");
        }
    }
}
