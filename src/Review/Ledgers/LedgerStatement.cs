namespace SecurityDecisioning.Review.Ledgers;

/// <summary>A statement that both databases understand, to be run once for each of <paramref name="Rows"/>.</summary>
internal readonly record struct LedgerStatement(string Sql, IEnumerable<object> Rows);
