package io.podspan.bgpreflector.alone.reader;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** From YAML to a {@link Tree}. The only class that knows the YAML library. */
final class YamlTree {
  /** Octets of the largest file, and characters that the library takes. */
  static final int MAX_FILE = 16 << 20;

  /** What the library says when it stops at one of its bounds. */
  private static final Map<String, Problem> BOUNDS =
      Map.of(
          "Number of aliases",
          new Problem("it has too many aliases (*)", "write the values out"),
          "Nesting Depth",
          new Problem("it nests too deep", "no setting is that deep"),
          "The incoming YAML document exceeds",
          new Problem("it is too long", "see that it is the right file"),
          "special characters are not allowed",
          new Problem("it has characters that are no text", "see that it is text in UTF-8"));

  /** Problems whose words hold nothing of the file. */
  private static final Pattern SAFE_PROBLEM =
      Pattern.compile(
          "mapping values are not allowed here"
              + "|mapping keys are not allowed here"
              + "|sequence entries are not allowed here"
              + "|could not find expected ':'"
              + "|found unexpected (end of stream|document indicator|':')"
              + "|expected (',' or '[\\]}]'|<block end>|the node content|'<document start>'),"
              + " but (got|found) '?[<a-z >:,?\\[\\]{}-]+'?");

  /** A password or the name of its file, also with a letter wrong. */
  private static final Pattern KEY_INSIDE = Pattern.compile("(?i)pass|word");

  /** What the library makes of text without a tag, and of the tags for it. */
  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

  private record Problem(String what, String remedy) {}

  /** No sensible file nests deeper; an anchor that contains itself does. */
  private static final int MAX_DEPTH = 8;

  private final String file;
  private final Faults faults;

  private YamlTree(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  /** Empty where the file cannot be understood at all; lesser faults leave a tree. */
  static Optional<Tree.Mapping> read(String file, String text, Faults faults) {
    if (KEY_INSIDE.matcher(text).find()) {
      faults.hideTexts();
    }
    return new YamlTree(file, faults).read(text);
  }

  private Optional<Tree.Mapping> read(String text) {
    Place whole = Place.wholeOf(file);
    try {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(MAX_FILE);
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        faults.add(whole, "the file is empty", "it needs at least asn, listen and ranges or peers");
        return Optional.empty();
      }
      if (tree(root, 0) instanceof Tree.Mapping mapping) {
        return Optional.of(mapping);
      }
      faults.add(place(root), "the file is no section of keys", "write lines like 'asn: 64512'");
    } catch (MarkedYAMLException broken) {
      Mark mark = broken.getProblemMark();
      faults.add(
          mark == null ? whole : place(mark),
          problem(String.valueOf(broken.getProblem())),
          "look at the quotes, brackets and indentation here and in the line before");
    } catch (YAMLException broken) {
      Problem problem = bound(String.valueOf(broken.getMessage()));
      faults.add(whole, problem.what(), problem.remedy());
    }
    return Optional.empty();
  }

  /** The library's own words may quote the file, and with it a key. */
  private static String problem(String said) {
    if (SAFE_PROBLEM.matcher(said).matches()) {
      return "this is no YAML: " + said;
    }
    if (said.startsWith("found undefined alias")) {
      return "this is no YAML: an alias (*) of nothing; put text that begins with * into quotes";
    }
    return "this is no YAML; put text that begins with one of *&!%@`|> into quotes";
  }

  private static Problem bound(String said) {
    return BOUNDS.entrySet().stream()
        .filter(bound -> said.startsWith(bound.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> new Problem("this is no YAML", "see that it is text in UTF-8"));
  }

  private Tree tree(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      faults.add(
          place(node), "nests too deep", "no setting is that deep; is an anchor inside itself?");
      return new Tree.Scalar("", place(node));
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> new Tree.Items(items(sequence, depth), place(sequence));
      case MappingNode mapping -> new Tree.Mapping(entries(mapping, depth), place(mapping));
      default -> new Tree.Scalar("", place(node));
    };
  }

  private Tree.Scalar scalar(ScalarNode scalar) {
    if (!PLAIN.contains(scalar.getTag())) {
      faults.add(
          place(scalar), "a tag (!) means nothing here", "put text that begins with ! into quotes");
    }
    return new Tree.Scalar(textOf(scalar), place(scalar));
  }

  /** An empty value and a tilde are both nothing. */
  private static String textOf(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue().strip();
  }

  private List<Tree> items(SequenceNode sequence, int depth) {
    List<Tree> items = new ArrayList<>();
    sequence.getValue().forEach(item -> items.add(tree(item, depth + 1)));
    return items;
  }

  private List<Tree.Entry> entries(MappingNode mapping, int depth) {
    Map<String, Place> seen = new HashMap<>();
    List<Tree.Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        faults.add(place(tuple.getKeyNode()), "a key must be a word", "write 'key: value'");
        continue;
      }
      Tree.Scalar key = new Tree.Scalar(keyNode.getValue(), place(keyNode));
      Place before = seen.putIfAbsent(key.text(), key.place());
      if (before == null) {
        entries.add(new Tree.Entry(key, tree(tuple.getValueNode(), depth + 1)));
      } else {
        faults.add(
            key.place(),
            faults.quoted(key.text(), "this key")
                + " is here a second time, after line "
                + before.line(),
            "keep one of them");
      }
    }
    return entries;
  }

  private Place place(Node node) {
    return place(node.getStartMark());
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
