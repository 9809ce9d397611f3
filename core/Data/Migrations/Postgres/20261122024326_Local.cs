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
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
