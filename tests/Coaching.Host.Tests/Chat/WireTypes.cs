using System.Reflection;
using System.Text.Json.Serialization;

namespace Coaching.Host.Tests.Chat;

/// <summary>Finds every type whose values a value of some type may carry onto the wire.</summary>
internal static class WireTypes
{
    /// <summary>The types reachable through properties, elements, type arguments and derived types; each with how it is reached.</summary>
    public static IReadOnlyDictionary<Type, string> ReachableFrom(IEnumerable<Type> roots)
    {
        var reached = new Dictionary<Type, string>();
        var open = new Queue<(Type Type, string Path)>(roots.Select(root => (root, root.Name)));
        while (open.TryDequeue(out var next))
        {
            if (!reached.TryAdd(next.Type, next.Path)) continue;
            if (next.Type.IsArray) open.Enqueue((next.Type.GetElementType()!, next.Path + "[]"));
            foreach (var argument in next.Type.GetGenericArguments()) open.Enqueue((argument, $"{next.Path}<{argument.Name}>"));
            foreach (var derived in next.Type.GetCustomAttributes<JsonDerivedTypeAttribute>()) open.Enqueue((derived.DerivedType, $"{next.Path}:{derived.DerivedType.Name}"));
            // The framework's own types carry nothing but their type arguments.
            if (next.Type.Namespace?.StartsWith("Coaching", StringComparison.Ordinal) != true) continue;
            foreach (var property in next.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                open.Enqueue((property.PropertyType, $"{next.Path}.{property.Name}"));
            }
        }

        return reached;
    }
}
