using System.Text.Json;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>
/// Runs the published "simple" cases of cel-spec from files of JSON: a list of cases, each with <c>section</c>, <c>name</c>,
/// <c>expr</c> and what it has to give. Every case is counted; what this language has no means for is named, never passed over.
/// </summary>
public static class ConformanceRunner
{
    /// <summary>Problems that an implementation without the function or the syntax would report as well: no proof of an error.</summary>
    private static readonly string[] Lacks = ["syntax", "bad-character", "unknown-function", "no-messages", "too-costly"];

    /// <summary>Every <c>*.json</c> of a folder, by name. A file that cannot be read is one failed case of that name.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<ConformanceFile> RunFolder(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Run)];

    /// <summary>The cases of one file.</summary>
    public static ConformanceFile Run(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new ConformanceFile(name, [.. ConformanceCases.Of(document.RootElement).Select(Run)]);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            return new ConformanceFile(name, [new ConformanceOutcome("", name, "", ConformanceStatus.Failed, e.Message)]);
        }
    }

    private static ConformanceOutcome Run(ConformanceCase one)
    {
        try
        {
            return Judge(one);
        }
        catch (UnsupportedCaseException e)
        {
            return Outcome(one, ConformanceStatus.Unsupported, e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException
            or ArgumentException or IndexOutOfRangeException)
        {
            return Outcome(one, ConformanceStatus.Failed, $"the case cannot be read: {e.Message}");
        }
    }

    private static ConformanceOutcome Judge(ConformanceCase one)
    {
        one.RequireKnownKeys();
        var expected = ConformanceExpectation.Of(one.Json);
        var environment = ConformanceEnvironment.Of(one.Json);
        var program = Compile(one, environment, out var problems);
        if (program is null)
        {
            return JudgeProblems(one, expected, problems);
        }

        if (expected.Type is { } type && ConformanceTypes.Settled(program.Expression.Type) is var actual && actual != type)
        {
            return Outcome(one, ConformanceStatus.Failed, $"is {actual.WithArticle}, not {type.WithArticle}");
        }

        return one.Flag("check_only", "checkOnly")
            ? Outcome(one, ConformanceStatus.Passed, "")
            : JudgeValue(one, expected, program.Evaluate());
    }

    private static ConformanceOutcome JudgeValue(ConformanceCase one, ConformanceExpectation expected, CelValue value)
    {
        var isRight = expected.WantsError ? value.IsError
            : expected.Value is not { } wanted || ConformanceValues.AreSame(value, wanted);
        return isRight
            ? Outcome(one, ConformanceStatus.Passed, "")
            : Outcome(one, ConformanceStatus.Failed, $"gives {value}, not {(expected.WantsError ? "an error" : expected.Value)}");
    }

    private static ConformanceOutcome JudgeProblems(
        ConformanceCase one, ConformanceExpectation expected, IReadOnlyList<CelProblem> problems)
    {
        if (problems.Any(p => p.Code == "no-messages" || (one.NeedsMessages && p.Code is "unknown-name" or "unknown-function")))
        {
            return Outcome(one, ConformanceStatus.Unsupported, "needs protobuf messages");
        }

        return expected.WantsError && !problems.Any(p => Lacks.Contains(p.Code))
            ? Outcome(one, ConformanceStatus.Passed, "")
            : Outcome(one, ConformanceStatus.Failed, $"does not compile: {string.Join("; ", problems.Select(p => p.Message))}");
    }

    private static CelProgram? Compile(ConformanceCase one, CelEnvironment environment, out IReadOnlyList<CelProblem> problems)
    {
        if (!one.Flag("disable_check", "disableCheck"))
        {
            return CelProgram.Compile(one.Expression, environment, out problems);
        }

        var program = CelProgram.CompileUnchecked(one.Expression, environment, out var problem);
        problems = program is null ? [problem] : [];
        return program;
    }

    private static ConformanceOutcome Outcome(ConformanceCase one, ConformanceStatus status, string reason) =>
        new(one.Section, one.Name, one.Expression, status, reason);
}
