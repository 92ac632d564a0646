package io.podspan.routecollector.api;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of a node as CSV (RFC 4180), a row per route: those that are expected with their
 * verdict, then all of the router, then all of the kernel.
 */
final class RouteRows {
  private static final String HEAD = "table,prefix,nextHop,verdict,code,why,source,ageSeconds\r\n";

  private RouteRows() {}

  static String csv(NodeDetail node) {
    return Stream.of(
            node.expected().stream().map(RouteRows::row),
            node.rib().stream().map(route -> row("RIB", route)),
            node.fib().stream().map(route -> row("FIB", route)))
        .flatMap(rows -> rows)
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(NodeDetail.ExpectedRoute route) {
    String code = route.cause() == null ? "" : route.cause().code();
    return Csv.row(
        List.of(
            "expected",
            route.prefix(),
            route.nextHop(),
            route.verdict(),
            code,
            route.why(),
            "",
            ""));
  }

  private static String row(String table, TableRow route) {
    String age = route.ageSeconds() == null ? "" : route.ageSeconds().toString();
    return Csv.row(
        List.of(table, route.prefix(), route.nextHop(), "", "", "", route.source(), age));
  }
}
