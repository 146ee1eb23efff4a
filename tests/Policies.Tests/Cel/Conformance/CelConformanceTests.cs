using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Tests.Cel.Conformance;

/// <summary>
/// cel-spec's published "simple" cases, read from the folder that the environment variable CASES_DIR names; none of them is
/// kept here. The counts are what passes today: a change that loses a case fails, one that wins a case raises the number.
/// </summary>
[TestFixture]
internal sealed class CelConformanceTests
{
    /// <summary>File, cases that must pass, cases in all.</summary>
    private static readonly object[] Files =
    [
        new object[] { "basic", 43, 43 },
        new object[] { "comparisons", 332, 334 },
        new object[] { "integer_math", 64, 64 },
        new object[] { "lists", 39, 39 },
        new object[] { "logic", 30, 30 },
        new object[] { "parse", 193, 193 },
        new object[] { "string", 51, 51 },
    ];

    [TestCaseSource(nameof(Files))]
    public void Published_cases_that_passed_still_pass(string file, int mustPass, int count)
    {
        var cases = ConformanceCase.Read(PathOf(file)).ToList();
        var failures = cases.Select(Failure).OfType<string>().ToList();
        TestContext.Out.WriteLine($"{file}: {cases.Count - failures.Count} of {cases.Count} pass");
        failures.ForEach(TestContext.Out.WriteLine);
        Assert.Multiple(() =>
        {
            Assert.That(cases, Has.Count.EqualTo(count), "the published file has other cases than when this was written");
            Assert.That(cases.Count - failures.Count, Is.GreaterThanOrEqualTo(mustPass), string.Join('\n', failures));
        });
    }

    private static string PathOf(string file)
    {
        var folder = Environment.GetEnvironmentVariable("CASES_DIR");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Ignore("CASES_DIR is not set: cel-spec's cases are not on this machine");
        }

        var path = new[] { Path.Combine("vectors", "cel"), "cel" }
            .Select(sub => Path.Combine(folder!, sub, file + ".json"))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.Ignore($"CASES_DIR holds no cel/{file}.json");
        }

        return path!;
    }

    /// <summary>What went wrong, or null.</summary>
    private static string? Failure(ConformanceCase one)
    {
        var environment = new CelEnvironment();
        if (one.Bindings is { } bindings)
        {
            foreach (var binding in bindings.EnumerateObject())
            {
                var value = ConformanceValues.Read(binding.Value);
                environment.Add(new CelVariable(binding.Name, ConformanceValues.TypeOf(value), new ConstantNode(value)));
            }
        }

        var (program, problem) = Compile(one, environment);
        if (program is null)
        {
            return $"{one.Section}/{one.Name}: {one.Expression} does not compile: {problem}";
        }

        var actual = program.Evaluate();
        var isRight = one.Expect.TryGetProperty("value", out var expected)
            ? ConformanceValues.AreSame(actual, ConformanceValues.Read(expected))
            : actual.IsError;
        return isRight ? null : $"{one.Section}/{one.Name}: {one.Expression} gives {actual}, not {one.Expect.GetRawText().ReplaceLineEndings("")}";
    }

    private static (CelProgram? Program, string Problem) Compile(ConformanceCase one, CelEnvironment environment)
    {
        if (one.IsUnchecked)
        {
            var uncheckedProgram = CelProgram.CompileUnchecked(one.Expression, environment, out var problem);
            return (uncheckedProgram, problem.Message);
        }

        var program = CelProgram.Compile(one.Expression, environment, out var problems);
        return (program, string.Join("; ", problems.Select(p => p.Message)));
    }
}
