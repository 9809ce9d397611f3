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

            migrationBuilder.AddColumn<DateTime>(
                name: "next_step_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "response_overdue_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_cases_next_step_at",
                table: "cases",
                column: "next_step_at",
                filter: "next_step_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_status_respond_by",
                table: "cases",
                columns: new[] { "status", "respond_by" },
                filter: "status = 'Filed' AND response_overdue_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_next_step_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_status_respond_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "clock_started_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "escalation_step",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "next_step_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "response_overdue_at",
                table: "cases");
        }
    }
}
