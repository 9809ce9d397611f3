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
            migrationBuilder.CreateIndex(
                name: "IX_audit_line_at_id",
                table: "audit_line",
                columns: new[] { "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_audit_line_at_id",
                table: "audit_line");
        }
    }
}
