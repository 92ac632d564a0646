package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of nodes, by cluster and name.
 *
 * @param page from 0
 * @param size of a full page
 * @param total over all pages
 * @param bmp why it is not known now what routers tell by BMP; absent when it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodesPage(
    List<NodeSummary> nodes, int page, int size, int total, @Nullable String bmp) {}
