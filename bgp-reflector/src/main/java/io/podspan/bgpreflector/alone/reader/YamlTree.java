package io.podspan.bgpreflector.alone.reader;

import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /** No sensible file nests deeper; an anchor that contains itself does. */
  private static final int MAX_DEPTH = 8;

  private final String file;
  private final Faults faults;

  private YamlTree(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  /** Empty where the file cannot be understood at all; lesser faults leave a tree. */
  static Optional<Tree.Mapping> read(String file, Reader text, Faults faults) {
    return new YamlTree(file, faults).read(text);
  }

  private Optional<Tree.Mapping> read(Reader text) {
    Place whole = Place.wholeOf(file);
    try {
      Node root = new Yaml(new LoaderOptions()).compose(text);
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
          "this is no YAML: " + broken.getProblem(),
          "look at the quotes, brackets and indentation here and in the line before");
    } catch (YAMLException broken) {
      faults.add(whole, "this is no YAML: " + firstLine(broken), "it must be text in UTF-8");
    }
    return Optional.empty();
  }

  private static String firstLine(YAMLException broken) {
    String message = broken.getMessage();
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse("");
  }

  private Tree tree(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      faults.add(
          place(node), "nests too deep", "no setting is that deep; is an anchor inside itself?");
      return new Tree.Scalar("", place(node));
    }
    return switch (node) {
      case ScalarNode scalar -> new Tree.Scalar(textOf(scalar), place(scalar));
      case SequenceNode sequence -> new Tree.Items(items(sequence, depth), place(sequence));
      case MappingNode mapping -> new Tree.Mapping(entries(mapping, depth), place(mapping));
      default -> new Tree.Scalar("", place(node));
    };
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
            "'" + key.text() + "' is here a second time, after line " + before.line(),
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
