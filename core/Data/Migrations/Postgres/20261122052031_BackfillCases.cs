using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Core.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BackfillCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Cases from before the clock could be escalated: their time began with the filing, and the next thing to happen to an open one is its deadline.
            migrationBuilder.Sql("UPDATE cases SET clock_started_at = filed_at, asked_at = resolved_at;");
            migrationBuilder.Sql("UPDATE cases SET next_step_at = due_at WHERE status IN ('Filed', 'Accepted', 'InProgress');");
            migrationBuilder.Sql("UPDATE cases SET satisfaction = (SELECT r.satisfaction FROM case_rating r WHERE r.case_id = cases.id ORDER BY r.round DESC LIMIT 1);");
            migrationBuilder.Sql("UPDATE cases SET set_aside_at = coalesce(closed_at, responded_at) WHERE status IN ('Rejected', 'Merged') OR close_reason = 'Withdrawn';");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
