//! Solutions to measure with. Each has 4 fields, 4 groups of 2 blocks with 5 criteria, 1 task with a script body of
//! 60 lines, and prose of the length that real solutions have: 20 KB of TOML.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use uuid::Uuid;

/// Writes so many solutions below a folder, each in a folder of its own.
pub(crate) fn write(count: u32, folder: &Path) -> io::Result<()> {
    (0..count).try_for_each(|number| write_one(number, &folder.join(format!("solution-{number:05}"))))
}

fn write_one(number: u32, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("scripts"))?;
    fs::write(folder.join("solution.toml"), manifest(number))?;
    fs::write(folder.join("scripts/check.ps1"), body())
}

/// Sentences, so that texts have the length of real ones.
fn prose(sentences: usize, seed: usize) -> String {
    const SENTENCES: [&str; 7] = [
        "The task reads the state of the device and compares it with what the company asked for.",
        "Where both agree nothing is changed, and the status says so with the `date` of the check.",
        "A device that was offline reports at its next check-in, which may be **days** later.",
        "See [the vendor's page](https://example.com/updates?kb=1234) for what each state means.",
        "Exclusions at the site and at the endpoint always win over the company's choice.",
        "The status never holds more than 300 characters, since the field would cut it.",
        "A person can run the task by hand at any time, on one device or on a whole group.",
    ];
    (0..sentences).map(|at| SENTENCES[(seed + at) % SENTENCES.len()]).collect::<Vec<_>>().join("\n")
}

fn manifest(number: u32) -> String {
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, &number.to_be_bytes());
    let mut text = format!(
        "schema = 1\n\n[solution]\nid = \"{id}\"\nname = \"Update Watch {number}\"\n\
         description = \"Watches the updates of devices, number {number}.\"\nsummary = '''\n{}\n'''\n\
         keywords = [\"updates\", \"watch\", \"devices\"]\ntags = [\"patching\", \"windows\"]\n",
        prose(12, 0)
    );
    for at in 0..6 {
        let answer = prose(8, at);
        let _ = write!(
            text,
            "\n[[faq]]\nquestion = \"What happens in case {at}?\"\nanswer = '''\n{answer}\n'''\n"
        );
    }
    text.push_str("\n[[changelog]]\ndate = 2026-02-01\nchanges = [\"Servers are watched too.\"]\n");
    text.push_str("\n[[changelog]]\ndate = 2026-01-01\nchanges = [\"First version.\"]\n");
    fields(&mut text, number);
    groups(&mut text, number);
    task(&mut text, number);
    text
}

fn fields(text: &mut String, number: u32) {
    let options = "options = [\"Disabled\", \"Workstations\", \"Servers\", \"Everything\"]";
    let dropdown = format!("type = \"dropdown\"\n{options}\ndefault = \"Disabled\"\nrequired = true");
    let fields = [
        ("mode", "Mode", "company", dropdown.as_str()),
        ("skip-site", "Skip", "site", "type = \"flag\"\ndefault = false"),
        ("skip-endpoint", "Skip", "endpoint", "type = \"flag\"\ndefault = false"),
        ("status", "Status", "endpoint", "type = \"text-box\"\nexample = \"All updates are installed\""),
    ];
    for (at, (key, name, level, rest)) in fields.iter().enumerate() {
        let _ = write!(
            text,
            "\n[field.{key}]\nname = \"Update Watch {number} {name}\"\ndescription = \"The {key} of the watch.\"\n\
             level = \"{level}\"\n{rest}\nsummary = '''\n{}\n'''\n",
            prose(11, at)
        );
    }
}

fn groups(text: &mut String, number: u32) {
    text.push_str(
        "\n[criteria.in-scope]\nall = [{ device = \"os-type\", equal = \"Windows\" }, \
         { field = \"skip-site\", equal = false }, { field = \"skip-endpoint\", equal = false }]\n",
    );
    let groups = [
        ("enabled", "mode", "Everything"),
        ("pilot", "mode", "Servers"),
        ("wide", "mode", "Workstations"),
        ("open", "status", "Updates are missing"),
    ];
    for (at, (key, field, value)) in groups.iter().enumerate() {
        let _ = write!(
            text,
            "\n[group.{key}]\nname = \"Update Watch {number} {key}\"\n\
             description = \"Devices that {{task.check}} watches: {key}.\"\nsummary = '''\n{}\n'''\n",
            prose(12, at)
        );
        for (note, operator) in [("Workstations of the company.", "not-equal"), ("Servers.", "equal")] {
            let _ = write!(
                text,
                "\n[[group.{key}.block]]\nnote = \"{note}\"\nall = [\n  {{ use = \"in-scope\" }},\n  \
                 {{ device = \"endpoint-type\", {operator} = \"Server\" }},\n  \
                 {{ field = \"{field}\", contains-any-of = [\"{value}\"] }},\n]\n"
            );
        }
    }
}

fn task(text: &mut String, number: u32) {
    let _ = write!(
        text,
        "\n[task.check]\nname = \"Update Watch {number} Check\"\n\
         description = \"Checks the updates of a device.\"\nsummary = '''\n{}\n'''\n",
        prose(12, 3)
    );
    let outcomes = [
        ("done", "All updates are installed"),
        ("open", "Updates are missing"),
        ("error", "Unexpected error"),
    ];
    for (key, says) in outcomes {
        let _ = write!(
            text,
            "\n[task.check.outcome.{key}]\ntext = \"{says}\"\nmeaning = '''\n{}\n'''\nunwatched = true\n",
            prose(4, 1)
        );
    }
    text.push_str(
        "\n[task.check.parameter.days]\nname = \"Days\"\ndescription = \"How old an update may be.\"\n\
         type = \"number\"\ndefault = 14\nrange = [1, 365]\n\
         \n[[task.check.step]]\npowershell = \"scripts/check.ps1\"\nreads = [\"mode\"]\n\
         \n[[task.check.step]]\nlog = \"%output%\"\n\
         \n[[task.check.step]]\nset-field = \"status\"\nvalue = \"%output%\"\n\
         \n[[task.check.schedule]]\nevery = \"1 day\"\nat = \"02:00\"\ntarget = [\"enabled\"]\n",
    );
}

/// A script body of 60 lines.
fn body() -> String {
    let mut body = String::from(
        "# Asks the update service what is missing.\n$missing = @()\n$days = $Parameter['days']\n\
         if ($Field['mode'] -eq 'Disabled') { Complete-Task -Outcome done }\n",
    );
    for at in 0..10 {
        let _ = write!(
            body,
            "foreach ($update in @(Get-Update -Category 'Category {at}' -ErrorAction Stop)) {{\n    \
             if ($update.Age -gt $days -and -not $update.Installed) {{\n        \
             $missing += \"KB$($update.Id)\"\n    }}\n}}\n"
        );
    }
    body.push_str("if ($missing.Count -gt 0) {\n    $list = $missing -join ', '\n");
    body.push_str("    Complete-Task -Outcome open -Detail $list\n}\n# Nothing is left to install.\n\n");
    body.push_str("Complete-Task -Outcome done\n");
    body
}
