using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>Lets a validator say where a failure is and how to mend it.</summary>
internal static class FindingExtensions
{
    public static IRuleBuilderOptions<T, TProperty> Report<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, string code, Func<T, TProperty, string> message, Func<T, TProperty, int> offset,
        string mend) => rule
            .WithErrorCode(code)
            .WithMessage(message)
            .WithState((document, value) => new Finding(offset(document, value), mend));
}
