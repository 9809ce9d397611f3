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

            migrationBuilder.AddColumn<int>(
                name: "marks",
                table: "cases",
                type: "integer",
                maxLength: 32,
                nullable: false,
                computedColumnSql: "CASE WHEN resolved_at > due_at THEN 1 ELSE 0 END + CASE WHEN reopen_count > 0 THEN 2 ELSE 0 END + CASE WHEN moderation = 'Held' THEN 4 ELSE 0 END + CASE WHEN urge_count > 0 THEN 8 ELSE 0 END + CASE WHEN status = 'Rejected' THEN 16 ELSE 0 END",
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
                computedColumnSql: "CASE WHEN status IN ('Filed', 'Accepted', 'InProgress') THEN CASE WHEN reopen_count > 0 THEN 3 WHEN clock = 'Paused' THEN 7 WHEN clock = 'Deferred' THEN 8 ELSE 0 END WHEN status = 'Resolved' THEN 6 WHEN status = 'Closed' AND close_reason = 'Confirmed' THEN 1 WHEN status = 'Closed' AND close_reason = 'ByStaff' THEN 2 WHEN status = 'Closed' AND close_reason = 'Unanswered' THEN 5 WHEN reopen_count > 0 OR set_aside_at > due_at THEN 4 WHEN status = 'Rejected' THEN 9 WHEN status = 'Merged' THEN 10 ELSE 11 END",
                stored: true);

            migrationBuilder.AddColumn<int>(
                name: "response_fate",
                table: "cases",
                type: "integer",
                maxLength: 32,
                nullable: false,
                computedColumnSql: "CASE WHEN responded_at > respond_by OR (responded_at IS NULL AND set_aside_at > respond_by) THEN 2 WHEN accepted_at IS NOT NULL THEN 1 WHEN status = 'Rejected' THEN 3 WHEN status = 'Merged' THEN 4 WHEN close_reason = 'Withdrawn' THEN 5 ELSE 0 END",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "IX_cases_three_rates",
                table: "cases",
                columns: new[] { "township_code", "kind", "on_behalf", "filed_at", "region_code", "category_code", "owner_office_id", "response_fate", "resolution_fate", "marks", "satisfaction", "respond_by", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_three_rates",
                table: "cases");

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
                name: "satisfaction",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "set_aside_at",
                table: "cases");
        }
    }
}
