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
            migrationBuilder.AddColumn<DateTime>(
                name: "removed_at",
                table: "photo",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "consent_balance",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    template_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    remaining = table.Column<int>(type: "INTEGER", nullable: true),
                    refused = table.Column<bool>(type: "INTEGER", nullable: false),
                    learned_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    settled_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    settled_remaining = table.Column<int>(type: "INTEGER", nullable: true),
                    settled_refused = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consent_balance", x => new { x.person_id, x.template_id });
                });

            migrationBuilder.CreateTable(
                name: "consent_fact",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    template_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    news = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consent_fact", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "received_push",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dedupe_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    @event = table.Column<string>(name: "event", type: "TEXT", maxLength: 48, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    content = table.Column<string>(type: "TEXT", nullable: true),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    claim = table.Column<Guid>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_received_push", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_consent_fact_person_id_template_id",
                table: "consent_fact",
                columns: new[] { "person_id", "template_id" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "consent_balance");

            migrationBuilder.DropTable(
                name: "consent_fact");

            migrationBuilder.DropTable(
                name: "received_push");

            migrationBuilder.DropColumn(
                name: "removed_at",
                table: "photo");
        }
    }
}
