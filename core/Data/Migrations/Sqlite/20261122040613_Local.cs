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
            migrationBuilder.DropIndex(
                name: "IX_cases_three_rates",
                table: "cases");

            migrationBuilder.AddColumn<long>(
                name: "paused_ms",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_cases_three_rates",
                table: "cases",
                columns: new[] { "township_code", "kind", "on_behalf", "filed_at", "region_code", "category_code", "owner_office_id", "response_fate", "resolution_fate", "marks", "satisfaction", "respond_by", "due_at", "paused_ms" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_three_rates",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "paused_ms",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "IX_cases_three_rates",
                table: "cases",
                columns: new[] { "township_code", "kind", "on_behalf", "filed_at", "region_code", "category_code", "owner_office_id", "response_fate", "resolution_fate", "marks", "satisfaction", "respond_by", "due_at" });
        }
    }
}
