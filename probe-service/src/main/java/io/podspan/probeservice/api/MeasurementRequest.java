package io.podspan.probeservice.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to measure between two ends. */
@Schema(description = "What to measure between two ends")
public record MeasurementRequest(
    @Schema(
            description =
                "Where packets come from: a pod, a cluster (one of its probe pods), or a node (a probe"
                    + " pod on it)",
            required = true,
            examples = "paris/web-0")
        @Nullable String from,
    @Schema(
            description =
                "Where they go: as from, a Service, or an address of a registered cluster",
            required = true,
            examples = "tokyo/api-1")
        @Nullable String to,
    @Schema(description = "icmp (if there is no list), tcp, http, dns, mtu, source")
        @Nullable List<@Nullable String> kinds,
    @Schema(description = "Of tcp and http, 1 to 65535") @Nullable Integer port,
    @Schema(description = "What dns looks for", examples = "web.shop.svc.cluster.local")
        @Nullable String name) {}
