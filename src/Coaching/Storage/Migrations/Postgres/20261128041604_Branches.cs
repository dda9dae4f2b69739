using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Coaching.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Branches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "BranchRoot",
                table: "Rehearsals",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BranchedAtTurn",
                table: "Rehearsals",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "BranchedFrom",
                table: "Rehearsals",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Level",
                table: "Rehearsals",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "Grade",
                table: "Hints",
                type: "integer",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<string>(
                name: "Line",
                table: "Hints",
                type: "text",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "BranchRoot",
                table: "Rehearsals");

            migrationBuilder.DropColumn(
                name: "BranchedAtTurn",
                table: "Rehearsals");

            migrationBuilder.DropColumn(
                name: "BranchedFrom",
                table: "Rehearsals");

            migrationBuilder.DropColumn(
                name: "Level",
                table: "Rehearsals");

            migrationBuilder.DropColumn(
                name: "Grade",
                table: "Hints");

            migrationBuilder.DropColumn(
                name: "Line",
                table: "Hints");
        }
    }
}
