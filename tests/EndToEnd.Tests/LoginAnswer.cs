using System.Net;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>What came of one login over HTTP.</summary>
internal readonly record struct LoginAnswer(HttpStatusCode Status, string DecisionId);
