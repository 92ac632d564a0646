package io.podspan.cli.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The documents of a JSON file, one after the other. Lines are known of documents only. */
final class JsonTrees {
  private static final int MAX_DEPTH = 20;
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .build();

  private JsonTrees() {}

  static List<Tree> read(String file, String text, List<DocumentFault> faults) {
    List<Tree> trees = new ArrayList<>();
    try (JsonParser parser = STRICT.createParser(text);
        MappingIterator<JsonNode> documents = STRICT.readerFor(JsonNode.class).readValues(parser)) {
      while (documents.hasNextValue()) {
        int line = parser.currentTokenLocation().getLineNr();
        trees.add(
            new Tree(new Place(file, trees.size() + 1, line), documents.nextValue(), Map.of()));
      }
    } catch (JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      faults.add(
          new DocumentFault(
              new Place(file, trees.size() + 1, at == null ? 0 : at.getLineNr()),
              "this is no JSON: " + broken.getOriginalMessage(),
              "look at the quotes, commas and brackets here and in the line before"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trees;
  }
}
