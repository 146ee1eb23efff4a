namespace SecurityDecisioning.Contracts.Tests.Events;

internal sealed class OperationsTests
{
    [Test]
    public void Names_are_the_stored_ones_in_the_order_of_their_values()
    {
        string[] expected = ["page", "static", "api", "login", "register", "password-reset", "checkout", "admin", "challenge-answer"];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Operations.All, Is.EqualTo(expected));
            Assert.That(Enum.GetValues<Operation>(), Has.Length.EqualTo(expected.Length));
            Assert.That(Enum.GetValues<Operation>().Select(Operations.NameOf), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Every_name_reads_back_in_any_case()
    {
        foreach (var operation in Enum.GetValues<Operation>())
        {
            var read = Operations.TryParse(Operations.NameOf(operation).ToUpperInvariant(), out var parsed);
            Assert.That((read, parsed), Is.EqualTo((true, operation)));
        }
    }

    [TestCase("sign-in")]
    [TestCase("")]
    [TestCase(null)]
    public void Unknown_name_is_refused(string? name) => Assert.That(Operations.TryParse(name, out _), Is.False);

    [TestCase("GET", RequestMethod.Get)]
    [TestCase("TRACE", RequestMethod.Trace)]
    [TestCase("get", RequestMethod.Other)]
    [TestCase("BREW", RequestMethod.Other)]
    public void Method_names_are_case_sensitive(string name, RequestMethod method) =>
        Assert.That(RequestMethods.Parse(name), Is.EqualTo(method));

    [Test]
    public void Every_method_but_other_reads_back()
    {
        foreach (var method in Enum.GetValues<RequestMethod>())
            Assert.That(RequestMethods.Parse(RequestMethods.NameOf(method)), Is.EqualTo(method));
    }
}
