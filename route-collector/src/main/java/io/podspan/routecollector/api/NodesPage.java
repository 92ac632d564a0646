package io.podspan.routecollector.api;

import java.util.List;

/**
 * A page of nodes, by cluster and name.
 *
 * @param page from 0
 * @param size of a full page
 * @param total over all pages
 */
public record NodesPage(List<NodeSummary> nodes, int page, int size, int total) {}
