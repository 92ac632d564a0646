package io.podspan.probeservice.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which pair to probe. */
@Schema(description = "Which pair of clusters to probe; both may be the same one")
public record ProbeRequest(
    @Schema(description = "The cluster whose pods ping", required = true, examples = "paris")
        @Nullable String from,
    @Schema(description = "The cluster whose pods are pinged", required = true, examples = "tokyo")
        @Nullable String to) {}
