using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Tests.Sharing;

/// <summary>What variables and macros become, and that they keep to themselves.</summary>
[TestFixture]
internal sealed class ExpansionTests
{
    [TestCase("vars.a && true", "f.ip.logins_5m > 1 || f.ip.logins_5m < 0", "(f.ip.logins_5m > 1 || f.ip.logins_5m < 0) && true")]
    [TestCase("!vars.a", "true || false", "!(true || false)")]
    public void Variable_binds_as_one_part_whatever_surrounds_it(string use, string body, string expanded) =>
        Assert.That(Expand(use, $"variables: {{ a: '{body}' }}"), Is.EqualTo(expanded));

    [TestCase("many(f.ip, 3.0)", "f.ip.logins_5m > 3.0 * f.ip.logins_1h")]
    [TestCase("many(f.device, f.ip.logins_5m + 1.0)", "f.device.logins_5m > (f.ip.logins_5m + 1.0) * f.device.logins_1h")]
    public void Macro_takes_its_arguments_as_trees(string use, string expanded) => Assert.That(
        Expand(use, "macros: { many: { parameters: [e, n], body: e.logins_5m > n * e.logins_1h } }"), Is.EqualTo(expanded));

    [Test]
    public void Body_does_not_meet_the_variables_around_its_use() => Assert.That(
        Expand("[1, 2].all(f, vars.a)", "variables: { a: f.ip.logins_5m > 1.0 }"), Is.EqualTo("[1, 2].all(f, .f.ip.logins_5m > 1.0)"));

    [Test]
    public void Argument_does_not_meet_the_variables_of_the_body() => Assert.That(
        Expand("[7].exists(x, has_smaller(x))", "macros: { has_smaller: { parameters: [y], body: '[1, 2].exists(x, x < y)' } }"),
        Is.EqualTo("[7].exists(x, [1, 2].exists(x@1, x@1 < x))"));

    [Test]
    public void Parameter_is_not_what_another_macro_calls_so() => Assert.That(
        Expand("outer(1)", "macros: { inner: { parameters: [a], body: 'a + 1' }, outer: { parameters: [a], body: 'inner(a + 10)' } }"),
        Is.EqualTo("1 + 10 + 1"));

    [Test]
    public void What_hygiene_promises_holds_when_it_runs()
    {
        const string Shared = "shared: true\nmacros: { has_smaller: { parameters: [y], body: '[1, 2].exists(x, x < y)' } }\n";

        Assert.That(Loads(Shared, "[1].exists(x, has_smaller(x))").Set, Is.Not.Null);
        Assert.That(Fires(Shared, "[1].exists(x, has_smaller(x))"), Is.False);
        Assert.That(Fires(Shared, "[2].exists(x, has_smaller(x))"), Is.True);
    }

    [Test]
    public void Cycle_is_told_with_its_way_and_place()
    {
        var problem = Loads("shared: true\nvariables:\n  a: vars.b && true\n  b: vars.c\n  c: true || vars.a\n", "vars.a").Problems.Single();

        Assert.That((problem.File, problem.Line, problem.Column, problem.Code), Is.EqualTo(("shared.yaml", 5, 19, "cyclic-definition")));
        Assert.That(problem.Message, Does.Contain("vars.a -> vars.b -> vars.c -> vars.a"));
    }

    [Test]
    public void Macro_that_uses_itself_is_a_cycle()
    {
        var problem = Loads("shared: true\nmacros:\n  m: { parameters: [x], body: x > 1.0 || m(x) }\n", "m(f.ip.logins_5m)").Problems.Single();

        Assert.That(problem.Message, Does.Contain("m(…) -> m(…)"));
    }

    [Test]
    public void Definitions_that_double_each_other_are_stopped_while_they_grow()
    {
        var shared = "shared: true\nvariables:\n  v0: f.ip.logins_5m > 1.0\n"
            + string.Concat(Enumerable.Range(1, 60).Select(i => $"  v{i}: vars.v{i - 1} || vars.v{i - 1}\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var problems = Loads(shared, "vars.v60").Problems;

        Assert.That(problems.Select(p => p.Code).Distinct(), Is.EqualTo(new[] { "expands-too-far" }));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(200_000_000));
    }

    [Test]
    public void Long_chain_of_definitions_costs_no_stack()
    {
        var shared = "shared: true\nvariables:\n  v0: f.ip.logins_5m > 1.0\n"
            + string.Concat(Enumerable.Range(1, 900).Select(i => $"  v{i}: '!vars.v{i - 1}'\n"));

        Assert.That(Loads(shared, "vars.v900").Problems.Select(p => p.Code).Distinct(), Is.EqualTo(new[] { "expands-too-far" }));
    }

    [TestCase("macros: { m: { parameters: [e], body: e.logins_5m > } }", "syntax")]
    [TestCase("macros: { size: { parameters: [e], body: e } }", "duplicate-name")]
    [TestCase("macros: { all: { parameters: [e], body: e } }", "duplicate-name")]
    [TestCase("macros: { threat: { parameters: [e], body: e } }", "duplicate-name")]
    [TestCase("macros: { m: { parameters: [e, e], body: e } }", "bad-name")]
    [TestCase("macros: { m: { parameters: [if], body: 'true' } }", "bad-name")]
    [TestCase("macros: { m: { parameters: [e] } }", "missing-key")]
    [TestCase("macros: { m: { parameters: [e], body: f.ip.nothing > 1.0 } }", "unknown-name")]
    [TestCase("variables: { a-b: 'true' }", "bad-name")]
    [TestCase("variables: { a: f.ip.login_faild_5m > 1.0 }", "unknown-name")]
    public void Wrong_definition_is_told_where_it_is_made_and_only_there(string line, string code)
    {
        var problems = Loads($"shared: true\n{line}\n", "f.ip.requests_5m > 5").Problems;

        Assert.That(problems.Select(p => (p.File, p.Line)), Is.EqualTo(new[] { ("shared.yaml", 2) }), string.Join('\n', problems));
        if (code != "syntax")
        {
            Assert.That(problems[0].Code, Is.EqualTo(code));
        }
    }

    [Test]
    public void Wrong_number_of_arguments_is_told_at_the_call()
    {
        var problem = Loads("shared: true\nmacros: { m: { parameters: [e], body: e.logins_5m > 1.0 } }\n", "true && m()").Problems.Single();

        Assert.That((problem.File, problem.Code), Is.EqualTo(("policy.yaml", "macro-arguments")));
        Assert.That(problem.Mend, Is.EqualTo("write m(e)"));
    }

    [Test]
    public void What_only_the_use_of_a_macro_can_tell_is_not_held_against_its_body()
    {
        const string Shared = """
            shared: true
            macros:
              sure: { parameters: [t], body: threat(t) >= 0.9 }
              nested: { parameters: [a], body: 'a.all(x, a.all(y, a.all(z, x + y > z)))' }
            """;

        Assert.That(Loads(Shared, "sure(\"scraping\") && nested([1, 2, 3])").Problems, Is.Empty);
        Assert.That(Loads(Shared, "sure(request.path)").Problems.Select(p => (p.File, p.Code)), Is.EqualTo(new[] { ("policy.yaml", "threat-argument") }));
    }

    [Test]
    public void Rule_tells_the_inputs_behind_its_variables()
    {
        var rule = Loads("shared: true\nvariables: { a: f.ip.logins_5m > 1.0 }\n", "vars.a").Set!.Policies[0].Rules[0];

        Assert.That(rule.When, Is.EqualTo("vars.a"));
        Assert.That(rule.Inputs.Select(i => i.Name), Is.EqualTo(new[] { "f.ip.logins_5m" }));
    }

    [Test]
    public void Punishing_by_place_is_seen_through_a_variable()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["policy.yaml"], PolicyTexts.Rule("vars.far"));
        File.WriteAllText(folder["shared.yaml"], "shared: true\nvariables: { far: request.country != \"DE\" }\n");

        Assert.That(PolicyLoader.Load(folder.Path).Problems.Select(p => p.Code), Does.Contain("location-alone"));
    }

    private static string Expand(string use, string shared)
    {
        var problems = new ProblemList();
        var documents = PolicyLoader.ReadDocuments(
            [new PolicyFile("shared.yaml", System.Text.Encoding.UTF8.GetBytes($"shared: true\n{shared}\n"))], problems);
        var scope = SharedScopeBuilder.Build(documents.Shared, problems);
        Assert.That(problems.ToList(), Is.Empty);
        Assert.That(CelParser.TryParse(use, out var tree, out _), Is.True);
        return TreeExpander.Expand(tree!, scope.Definitions, out var found)?.ToString() ?? string.Join('\n', found);
    }

    private static bool Fires(string shared, string when) =>
        PolicyTexts.Decide(Loads(shared, when).Set!, new SecurityEvent { Id = EventId.New(1), Kind = EventKind.Request, TimeMs = 1 })
            .Rules.Count == 1;

    private static PolicyLoadResult Loads(string shared, string when)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["policy.yaml"], PolicyTexts.Rule($"'{when}'", action: "allow"));
        File.WriteAllText(folder["shared.yaml"], shared);
        return PolicyLoader.Load(folder.Path);
    }
}
