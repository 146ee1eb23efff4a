using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>
/// Asks whether assumptions about conditions can hold together, by splitting every "or" into its cases and narrowing what each
/// value can be along each case (an analytic tableau). Sound: "impossible" is proved. Where the meaning of a part is not known,
/// or its cases are too many, it answers "possible" or gives up. The work is counted, not timed, so the same policies get the
/// same answers everywhere.
/// </summary>
internal sealed class Prover
{
    /// <summary>Steps of one question: a part looked at, or one thing copied for a case.</summary>
    public const int StepsOfQuestion = 20_000;

    /// <summary>Open "or"s kept at once; those past it are left out, which allows more than can be.</summary>
    private const int MaxChoices = 64;

    private int _steps;
    private bool _isCutShort;

    /// <summary>Steps taken so far by every question.</summary>
    public long Total { get; private set; }

    /// <summary>Whether there is a request of which the condition is true.</summary>
    public Answer CanFire(Condition condition, Situation? start = null) => CanHold([Goal.Of(condition, Wanted.True)], start);

    /// <summary>Whether there is a request of which the condition is not true.</summary>
    public Answer CanBeSilent(Condition condition, Situation? start = null) => CanHold([Goal.Of(condition, Wanted.NotTrue)], start);

    /// <summary>Whether there is a request of which the first is true and the second is not.</summary>
    public Answer CanDiffer(Condition one, Condition other, Situation? start = null) =>
        CanHold([Goal.Of(one, Wanted.True), Goal.Of(other, Wanted.NotTrue)], start);

    public Answer CanHold(ReadOnlySpan<Goal> goals, Situation? start = null)
    {
        LoadPace.Step();
        _steps = 0;
        _isCutShort = false;
        var todo = new Stack<Goal>(goals.Length);
        foreach (var goal in goals)
        {
            todo.Push(goal);
        }

        var isPossible = Explore(start?.Copy() ?? new Situation(), todo, []);
        Total += _steps;
        return !isPossible ? Answer.Impossible : _isCutShort ? Answer.GaveUp : Answer.Possible;
    }

    /// <summary>Works off what must all hold; then tries each case of the first choice.</summary>
    private bool Explore(Situation situation, Stack<Goal> todo, List<Goal[][]> choices)
    {
        while (todo.TryPop(out var goal))
        {
            if (++_steps > StepsOfQuestion)
            {
                _isCutShort = true;
                return true;
            }

            if (Cases.Of(goal) is { } cases)
            {
                Spread(cases, todo, choices);
            }
            else if (!goal.Condition.AtomOf(goal.Part).Assume(situation, goal.Wanted))
            {
                return false;
            }
        }

        return Consequences.Draw(situation) && (choices.Count == 0 || Branch(situation, choices));
    }

    private void Spread(Goal[][] cases, Stack<Goal> todo, List<Goal[][]> choices)
    {
        if (cases is [var only])
        {
            foreach (var part in only)
            {
                todo.Push(part);
            }
        }
        else if (choices.Count < MaxChoices)
        {
            choices.Add(cases);
        }
        else
        {
            _isCutShort = true;
        }
    }

    private bool Branch(Situation situation, List<Goal[][]> choices)
    {
        var at = 0;
        for (var i = 1; i < choices.Count; i++)
        {
            at = choices[i].Length < choices[at].Length ? i : at;
        }

        var first = choices[at];
        choices.RemoveAt(at);
        for (var i = 0; i < first.Length; i++)
        {
            _steps += situation.Size + choices.Count;

            // Nobody looks at them again after the last case: it may have what the others had copies of.
            var isLast = i == first.Length - 1;
            var todo = new Stack<Goal>(first[i].Length);
            foreach (var goal in first[i])
            {
                todo.Push(goal);
            }

            if (Explore(isLast ? situation : situation.Copy(), todo, isLast ? choices : [.. choices]))
            {
                return true;
            }
        }

        return false;
    }
}
