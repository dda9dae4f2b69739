using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Coaching.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ScenarioDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ScenarioDrafts",
                columns: table => new
                {
                    ScenarioId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: false),
                    UnitPath = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Yaml = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Area = table.Column<int>(type: "integer", nullable: false),
                    Authors = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    ReviewerId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReviewComment = table.Column<string>(type: "text", nullable: true),
                    BasedOn = table.Column<string>(type: "text", nullable: true),
                    PublishedHash = table.Column<string>(type: "text", nullable: true),
                    LastTest = table.Column<string>(type: "text", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SubmittedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RetiredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScenarioDrafts", x => x.ScenarioId);
                    table.ForeignKey(
                        name: "FK_ScenarioDrafts_ScenarioVersions_PublishedHash",
                        column: x => x.PublishedHash,
                        principalTable: "ScenarioVersions",
                        principalColumn: "Hash",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ScenarioDrafts_PublishedHash",
                table: "ScenarioDrafts",
                column: "PublishedHash");

            migrationBuilder.CreateIndex(
                name: "IX_ScenarioDrafts_UnitPath",
                table: "ScenarioDrafts",
                column: "UnitPath");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ScenarioDrafts");
        }
    }
}
