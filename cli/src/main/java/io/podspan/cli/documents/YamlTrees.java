package io.podspan.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

/**
 * The documents of a YAML file. The only class that knows the YAML library. No object is ever made
 * from a tag, and depth, aliases and size are bounded.
 *
 * <p>Plain text means what it means in YAML 1.2: {@code yes} and {@code 22:30} are text.
 */
final class YamlTrees {
  /** A spec nests far less. */
  private static final int MAX_DEPTH = 20;

  /** What aliases may multiply to in one document. */
  private static final int MOST_NODES = 20_000;

  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP);
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,30})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]{0,30})\\.[0-9]{1,30}([eE][-+]?[0-9]{1,2})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String file;
  private final List<DocumentFault> faults;
  private int number;
  private int nodes;
  private Map<String, Integer> lines = new HashMap<>();

  private YamlTrees(String file, List<DocumentFault> faults) {
    this.file = file;
    this.faults = faults;
  }

  /** Ends with the first document that is no YAML: what follows it is not known. */
  static List<Tree> read(String file, String text, List<DocumentFault> faults) {
    return new YamlTrees(file, faults).read(text);
  }

  private List<Tree> read(String text) {
    List<Tree> trees = new ArrayList<>();
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Sources.LARGEST_FILE);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      Iterator<Node> roots = new Yaml(options).composeAll(new StringReader(text)).iterator();
      // A document that is broken is found by either call.
      number = 1;
      while (roots.hasNext()) {
        Node root = roots.next();
        if (!isEmpty(root)) {
          trees.add(tree(root));
        }
        number++;
      }
    } catch (MarkedYAMLException broken) {
      Mark mark = broken.getProblemMark();
      fault(
          mark == null ? 0 : mark.getLine() + 1,
          "this is no YAML: " + broken.getProblem(),
          "look at the quotes, brackets and indentation here and in the line before");
    } catch (YAMLException bound) {
      fault(0, "this is refused: " + firstLine(bound), "see that it is the right file");
    }
    return trees;
  }

  private static String firstLine(YAMLException bound) {
    return String.valueOf(bound.getMessage()).lines().findFirst().orElse("it is no YAML");
  }

  private static boolean isEmpty(Node root) {
    return root instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private Tree tree(Node root) {
    nodes = 0;
    lines = new HashMap<>();
    Place place = new Place(file, number, line(root));
    return new Tree(place, json(root, "", 0), lines);
  }

  private JsonNode json(Node node, String path, int depth) {
    nodes++;
    if (depth > MAX_DEPTH || nodes > MOST_NODES) {
      if (nodes <= MOST_NODES + 1) {
        fault(line(node), "this nests too deep or is too large", "write aliases (*) out");
        nodes = MOST_NODES + 1;
      }
      return JSON.nullNode();
    }
    lines.putIfAbsent(path, line(node));
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> items(sequence, path, depth);
      case MappingNode mapping -> fields(mapping, path, depth);
      default -> JSON.nullNode();
    };
  }

  private JsonNode scalar(ScalarNode scalar) {
    if (!PLAIN.contains(scalar.getTag())) {
      fault(
          line(scalar), "a tag (!) means nothing here", "put text that begins with ! into quotes");
    }
    String text = scalar.getValue();
    if (!scalar.isPlain() || scalar.getTag().equals(Tag.STR)) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return whole(new BigInteger(text));
    }
    return DECIMAL.matcher(text).matches()
        ? JSON.numberNode(Double.parseDouble(text))
        : JSON.textNode(text);
  }

  /** As JSON is read: a number is equal to the same one in an answer. */
  private static JsonNode whole(BigInteger number) {
    int bits = number.bitLength();
    if (bits < Integer.SIZE) {
      return JSON.numberNode(number.intValue());
    }
    return bits < Long.SIZE ? JSON.numberNode(number.longValue()) : JSON.numberNode(number);
  }

  private ArrayNode items(SequenceNode sequence, String path, int depth) {
    ArrayNode items = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      items.add(json(item, path + "[" + items.size() + "]", depth + 1));
    }
    return items;
  }

  private ObjectNode fields(MappingNode mapping, String path, int depth) {
    ObjectNode fields = JSON.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        fault(line(tuple.getKeyNode()), "a key must be a word", "write 'key: value'");
        continue;
      }
      String key = keyNode.getValue();
      if (keyNode.getTag().equals(Tag.MERGE)) {
        fault(line(keyNode), "merge keys (<<) are not taken", "write the values out");
      } else if (fields.has(key)) {
        fault(line(keyNode), "the key " + key + " is here a second time", "keep one of them");
      } else {
        String below = path.isEmpty() ? key : path + "." + key;
        lines.put(below, line(keyNode));
        fields.set(key, json(tuple.getValueNode(), below, depth + 1));
      }
    }
    return fields;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private void fault(int line, String what, String remedy) {
    faults.add(new DocumentFault(new Place(file, number, line), what, remedy));
  }
}
