namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>One line of a difference.</summary>
/// <param name="Sign"><c>+</c> where the new document has it, <c>-</c> where the old one had it, a space where both do.</param>
/// <param name="Old">Its number in the old document, from 1; 0 where it is not in it.</param>
/// <param name="New">Its number in the new document, from 1; 0 where it is not in it.</param>
/// <param name="Text">The line.</param>
public readonly record struct DiffLine(char Sign, int Old, int New, string Text);
