<#
What PowerShell's own parser says of texts. Nothing is run, only parsed.

    pwsh -NoProfile -File ask.ps1

Each line of the input is a text in Base64 of UTF-8. Each line of the output is `-`, the id, line and start of the first
error, or `+` and the tree: name, start, end and depth of each node, in the order of the parser's own visitor.
Offsets are UTF-16 units.
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Text;

public static class Judge
{
    public static void Run()
    {
        var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        string line;
        while ((line = input.ReadLine()) != null)
        {
            output.Write(Verdict(Encoding.UTF8.GetString(Convert.FromBase64String(line))));
            output.Write('\n');
            output.Flush();
        }
    }

    static string Verdict(string text)
    {
        try
        {
            Token[] tokens;
            ParseError[] errors;
            var ast = Parser.ParseInput(text, out tokens, out errors);
            if (errors.Length > 0)
            {
                var ids = string.Join(",", errors.Select(error => error.ErrorId).Distinct());
                return "- " + ids + " " + errors[0].Extent.StartLineNumber + " " + errors[0].Extent.StartOffset;
            }
            return Tree(ast);
        }
        catch (Exception error)
        {
            return "! " + error.GetType().Name;
        }
    }

    static string Tree(Ast root)
    {
        var children = new Dictionary<Ast, List<Ast>>();
        var seen = new HashSet<Ast>();
        foreach (var node in root.FindAll(_ => true, true))
        {
            if (!seen.Add(node) || node == root || node.Parent == null) { continue; }
            List<Ast> list;
            if (!children.TryGetValue(node.Parent, out list)) { children[node.Parent] = list = new List<Ast>(); }
            list.Add(node);
        }
        var text = new StringBuilder("+");
        Add(root, 0, children, text);
        return text.ToString();
    }

    static void Add(Ast node, int depth, Dictionary<Ast, List<Ast>> children, StringBuilder text)
    {
        var name = node.GetType().Name;
        text.Append(' ').Append(name, 0, name.Length - 3);
        text.Append(' ').Append(node.Extent.StartOffset).Append(' ').Append(node.Extent.EndOffset);
        text.Append(' ').Append(depth);
        List<Ast> list;
        if (!children.TryGetValue(node, out list)) { return; }
        foreach (var child in list) { Add(child, depth + 1, children, text); }
    }
}
'@

[Judge]::Run()
