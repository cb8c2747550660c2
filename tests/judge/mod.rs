//! What a PowerShell script says, by its grammar: the tree without its chains, literals decoded.

/// A node of the tree that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    kind: String,
    source: String,
    /// Of an expression of literals: its text.
    literal: Option<String>,
    children: Vec<Node>,
}

/// Reads a script. One that the grammar cannot read fails the test.
pub(crate) fn parse(script: &str) -> Node {
    // What in our prelude the grammar does not know.
    let script = script.replace("break RmmGenBody", "break");
    let script = script.replace(" : base([StringComparer]::OrdinalIgnoreCase)", "");
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("the grammar fits");
    let tree = parser.parse(&script, None).expect("a tree");
    assert!(!tree.root_node().has_error(), "no PowerShell: {script}\n{}", tree.root_node().to_sexp());
    Node::new(tree.root_node(), &script)
}

/// The text of a script that assigns one literal.
pub(crate) fn decode(script: &str) -> String {
    let mut literals = Vec::new();
    parse(script).collect(&mut |node| literals.extend(node.literal.clone()));
    assert_eq!(literals.len(), 1, "{script}");
    literals.remove(0)
}

impl Node {
    fn new(node: tree_sitter::Node<'_>, script: &str) -> Node {
        let literal =
            evaluate(node, script).map(|units| String::from_utf16(&units).expect("whole characters"));
        let mut cursor = node.walk();
        let mut children: Vec<_> = match literal {
            Some(_) => Vec::new(),
            None => node.named_children(&mut cursor).map(|child| Node::new(child, script)).collect(),
        };
        if literal.is_none() && children.len() == 1 && is_chain(node.kind()) {
            return children.remove(0);
        }
        let kind = if literal.is_some() { "literal" } else { node.kind() };
        Node { kind: kind.to_owned(), source: script[node.byte_range()].to_owned(), literal, children }
    }

    fn collect(&self, see: &mut impl FnMut(&Node)) {
        see(self);
        self.children.iter().for_each(|child| child.collect(see));
    }

    /// The kinds of its nodes, nested. How many literals an array holds is no matter.
    pub(crate) fn shape(&self) -> String {
        if self.kind == "array_expression" && self.is_of_literals() {
            return "array".to_owned();
        }
        let children: Vec<_> = self.children.iter().map(Node::shape).collect();
        if children.is_empty() { self.kind.clone() } else { format!("{}({})", self.kind, children.join(" ")) }
    }

    fn is_of_literals(&self) -> bool {
        self.literal.is_some()
            || (is_chain(&self.kind) || matches!(self.kind.as_str(), "array_expression" | "statement_list"))
                && self.children.iter().all(Node::is_of_literals)
    }

    /// The entries of all hash tables, in order: a literal's text, or what else stands there.
    pub(crate) fn entries(&self) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        self.collect(&mut |node| {
            if let ("hash_entry", [key, value]) = (node.kind.as_str(), node.children.as_slice()) {
                entries.push((key.source.clone(), value.literal.clone().unwrap_or(value.source.clone())));
            }
        });
        entries
    }
}

/// Whether a node of this kind with one child says no more than the child.
fn is_chain(kind: &str) -> bool {
    kind != "array_expression"
        && (kind.ends_with("_expression") || matches!(kind, "pipeline" | "pipeline_chain"))
}

/// The UTF-16 units of an expression of single-quoted strings, `[char]` numbers and `+`.
fn evaluate(node: tree_sitter::Node<'_>, script: &str) -> Option<Vec<u16>> {
    let source = &script[node.byte_range()];
    let mut cursor = node.walk();
    let children: Vec<_> = node.children(&mut cursor).collect();
    let named: Vec<_> = children.iter().filter(|child| child.is_named()).collect();
    match (node.kind(), named.as_slice()) {
        ("verbatim_string_characters", []) => {
            let inner = source.strip_prefix('\'')?.strip_suffix('\'')?;
            Some(inner.replace("''", "'").encode_utf16().collect())
        }
        ("additive_expression", [left, right]) if &script[children[1].byte_range()] == "+" => {
            Some([evaluate(**left, script)?, evaluate(**right, script)?].concat())
        }
        ("cast_expression", [to, number]) => {
            let number = script[number.byte_range()].strip_prefix("0x")?;
            (&script[to.byte_range()] == "[char]")
                .then(|| u16::from_str_radix(number, 16).ok().map(|unit| vec![unit]))?
        }
        ("pipeline" | "pipeline_chain" | "string_literal" | "expression_with_unary_operator", [inner]) => {
            evaluate(**inner, script)
        }
        (kind, [inner]) if kind.ends_with("_expression") => evaluate(**inner, script),
        _ => None,
    }
}
