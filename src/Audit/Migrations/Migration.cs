namespace SecurityDecisioning.Audit.Migrations;

/// <summary>One step of a schema. Steps go forward only, are numbered from 1 without gaps, and never change once released.</summary>
/// <param name="Number">Its place.</param>
/// <param name="Sql">
/// What it does. In SQLite, <c>{strict}</c> becomes <c>STRICT</c> where the loaded library knows strict tables (3.37), nothing
/// elsewhere.
/// </param>
public sealed record Migration(int Number, string Sql);
