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

            migrationBuilder.CreateIndex(
                name: "IX_outbox_message_staff_user_id_created_at",
                table: "outbox_message",
                columns: new[] { "staff_user_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "template_edition");

            migrationBuilder.DropIndex(
                name: "IX_outbox_message_staff_user_id_created_at",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "read_at",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "staff_user_id",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "urgent",
                table: "outbox_message");

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
