package io.podspan.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A document as it was parsed, before anything is known of it.
 *
 * @param lines the line of each part, by its path such as {@code spec.reflectors[0].address}; empty
 *     where lines are not known
 */
record Tree(Place place, JsonNode root, Map<String, Integer> lines) {}
