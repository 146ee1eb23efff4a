namespace SecurityDecisioning.Review.Tests.Cases;

internal sealed class SqliteCaseLedgerTests : CaseLedgerContract;
