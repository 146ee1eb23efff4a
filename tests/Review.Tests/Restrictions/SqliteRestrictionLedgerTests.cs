namespace SecurityDecisioning.Review.Tests.Restrictions;

internal sealed class SqliteRestrictionLedgerTests : RestrictionLedgerContract;
