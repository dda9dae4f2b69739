namespace Coaching.Knowledge.Workshop;

/// <summary>Why a file cannot be read as a whole; every value has a sentence in the resources.</summary>
public enum ImportFileFault
{
    /// <summary>It is none of the kinds that can be read.</summary>
    UnknownKind,
    /// <summary>It is larger than <see cref="EntryImport.LargestFile"/>, packed or unpacked.</summary>
    TooLarge,
    /// <summary>All files together hold more than <see cref="EntryImport.MostRows"/> rows.</summary>
    TooManyRows,
    /// <summary>It is broken, or not of the kind its name says.</summary>
    Unreadable,
    /// <summary>A table without a column of questions.</summary>
    NoQuestionColumn,
    /// <summary>There is nothing in it.</summary>
    Empty,
}

/// <summary>A file that cannot be read as a whole, with a reason that may be shown.</summary>
public sealed class ImportFileException(ImportFileFault fault, string file) : Exception($"{fault}: {file}")
{
    /// <summary>The reason.</summary>
    public ImportFileFault Fault { get; } = fault;

    /// <summary>The file's name.</summary>
    public string File { get; } = file;
}
