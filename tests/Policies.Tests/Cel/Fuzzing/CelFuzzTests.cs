using System.Text;
using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Proving;
using SecurityDecisioning.Policies.Tests.Cel.Parsing;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Cel.Fuzzing;

/// <summary>
/// Whatever is written as a condition is compiled or refused with a place, and whatever is compiled ends in a value: on a small
/// stack, with a fixed number of tries from a fixed seed. An exception anywhere fails; a crash or a hang shows as such.
/// </summary>
[TestFixture]
internal sealed class CelFuzzTests
{
    private const int StackSize = 1 << 20;

    private static readonly Decision Request = PolicyTexts.Frame(
        SampleEvents.Request(Operation.Login, account: "alice", device: "laptop", path: "/login", country: "PT"), ("ip.logins_5m", 3));

    [Test]
    public void Mutated_conditions_are_compiled_or_refused() => OnSmallStack(() =>
    {
        var random = new Random(20261121);
        var compiled = 0;
        for (var i = 0; i < 20_000; i++)
        {
            compiled += Try(Mutated(random)) ? 1 : 0;
        }

        Assert.That(compiled, Is.GreaterThan(1000), "mutations that never compile reach no more than the parser");
    });

    [Test]
    public void Random_words_are_compiled_or_refused() => OnSmallStack(() =>
    {
        var random = new Random(20261122);
        var compiled = 0;
        for (var i = 0; i < 40_000; i++)
        {
            compiled += Try(string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => Pick(random, CelCorpus.Words)))) ? 1 : 0;
        }

        Assert.That(compiled, Is.GreaterThan(200));
    });

    [Test]
    public void Random_bytes_are_compiled_or_refused() => OnSmallStack(() =>
    {
        var random = new Random(20261123);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 64)];
            random.NextBytes(bytes);
            Try(i % 2 == 0 ? Encoding.Latin1.GetString(bytes) : Encoding.Unicode.GetString(bytes));
        }
    });

    [TestCase("(", "1", ")")]
    [TestCase("[", "1", "]")]
    [TestCase("[?optional.of(", "1", ")]")]
    [TestCase("{1: ", "1", "}")]
    [TestCase("{?1: optional.of(", "1", ")}")]
    [TestCase("dyn(", "1", ")")]
    [TestCase("string(", "1", ")")]
    [TestCase("optional.of(", "1", ")")]
    [TestCase("!", "true", "")]
    [TestCase("-", "x", "")]
    [TestCase("true ? true : ", "true", "")]
    [TestCase("(", "true", " ? true : true)")]
    [TestCase("[1].map(x, ", "x", ")")]
    [TestCase("[1].exists(x, ", "x > 0", ")")]
    [TestCase("[[1]].all(x, y, ", "true", ")")]
    [TestCase("cel.bind(x, ", "1", ", [x, x])")]
    [TestCase("cel.bind(x, [1], ", "x", ")")]
    [TestCase("has(", "{}.a", ".b)")]
    [TestCase("[1][", "0", "]")]
    [TestCase("f.ip.logins_5m + (", "f.ip.logins_5m", ")")]
    [TestCase("request.path + (", "request.path", ")")]
    [TestCase("1 in [", "1", "]")]
    [TestCase("true && (false || ", "true", ")")]
    public void Nesting_of_any_depth_is_compiled_or_refused(string open, string inner, string close) => OnSmallStack(() =>
    {
        foreach (var levels in Enumerable.Range(1, 110).Append(1000).Append(8000))
        {
            Try(string.Concat(Enumerable.Repeat(open, levels)) + inner + string.Concat(Enumerable.Repeat(close, levels)));
        }
    });

    [Test]
    public void Values_that_would_double_with_each_step_are_refused_or_small() => OnSmallStack(() =>
    {
        foreach (var step in new[] { "x + x", "[x, x]", "{'a': x, 'b': x}", "[x, x].flatten()", "x.replace('', x)", "'%s%s'.format([x, x])", "x.map(y, x)" })
        {
            foreach (var start in new[] { "'aa'", "['aa']", "request.path" })
            {
                for (var steps = 1; steps < 60; steps++)
                {
                    var source = $"cel.bind(x, {start}, " + string.Concat(Enumerable.Repeat($"cel.bind(x, {step}, ", steps))
                        + "x == x" + new string(')', steps + 1);
                    Try(source);
                }
            }
        }
    });

    /// <summary>Whether it compiles; checks what holds of each in any case.</summary>
    private static bool Try(string source)
    {
        if (CelParser.TryParse(source, out var tree, out var problem))
        {
            Assert.That(CelParser.TryParse(tree.ToString(), out var again, out _) && CelTrees.AreSame(tree, again), source);
        }
        else
        {
            RequirePlace(source, problem);
        }

        var program = CelProgram.Compile(source, PolicyVocabulary.Environment, out var problems);
        foreach (var one in problems)
        {
            RequirePlace(source, one);
        }

        Assert.That(program is null, Is.EqualTo(problems.Count > 0), source);
        var frame = new EvaluationFrame(Request);
        if (program is null)
        {
            // What is refused for its types alone has to end in a value as well.
            CelProgram.CompileUnchecked(source, new CelEnvironment { AllowsDynamicPatterns = true }, out _)?.Evaluate().ToString();
            return false;
        }

        Assert.That(program.Cost, Is.LessThanOrEqualTo(CelLimits.Cost), source);
        var value = program.Node.Value(frame);
        var truth = program.Node.Test(frame);
        Assert.That(truth, Is.EqualTo(value.IsTrue ? Truth.True : value.IsFalse ? Truth.False : Truth.Error), source);
        RequireType(source, program.Expression.Type, value);
        new LocationGuard(program.Expression).Offender();
        return true;
    }

    private static void RequirePlace(string source, CelProblem problem)
    {
        var isPlaced = problem.Offset >= 0 && problem.Offset <= source.Length && problem.Message.Length > 0 && problem.Code.Length > 0;
        Assert.That(isPlaced, $"{source}: {problem}");
    }

    private static void RequireType(string source, CelType type, in CelValue value)
    {
        if (!value.IsError && !type.Accepts(value.Kind))
        {
            Assert.Fail($"{source} gives {value}, which is no {type}");
        }
    }

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(Pick(random, CelCorpus.Expressions));
        for (var i = random.Next(1, 4); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(1, Math.Min(12, text.Length - at) + 1);
            switch (random.Next(7))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, Pick(random, CelCorpus.Words));
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 3:
                    text[at] = (char)random.Next(random.Next(2) == 0 ? 128 : char.MaxValue + 1);
                    break;
                case 4:
                    text.Append(Pick(random, ["&&", "||", "+", "==", "<", ".", "in", "? 1 :", "["])).Append(Pick(random, CelCorpus.Expressions));
                    break;
                case 5:
                    text.Insert(0, Pick(random, ["(", "!(", "[", "-(", "{1: ", "optional.of("])).Append(Pick(random, [")", "]", "}", ")[0]"]));
                    break;
                default:
                    text.Replace(Pick(random, ["'a'", "1", "x", "request", "int", "5m"]), Pick(random, CelCorpus.Words));
                    break;
            }
        }

        return text.ToString();
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static void OnSmallStack(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    test();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new AssertionException(failure.ToString());
        }
    }
}
