package io.podspan.clusteraccess;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * One complete context of a kubeconfig. No file that it names is read, and nothing is run.
 *
 * @param cluster with a server
 * @param user empty for anonymous access
 */
record Kubeconfig(String context, @Nullable String namespace, Cluster cluster, AuthInfo user) {

  /**
   * @param name of the file, for messages
   * @param wanted the context's name, null for the current one
   */
  static Kubeconfig parse(byte[] content, String name, @Nullable String wanted) {
    Config config = parsed(content, name);
    refuseDuplicates(name, "context", names(config.getContexts(), NamedContext::getName));
    refuseDuplicates(name, "cluster", names(config.getClusters(), NamedCluster::getName));
    refuseDuplicates(name, "user", names(config.getUsers(), NamedAuthInfo::getName));
    String context = wanted != null ? wanted : config.getCurrentContext();
    if (context == null || context.isBlank()) {
      throw new UnusableAccessException(
          "The kubeconfig "
              + name
              + " has no current context, and the request does not name a context.",
          "Name one of its contexts: " + contextNames(config) + ".");
    }
    Context found = context(config, name, context);
    return new Kubeconfig(
        context, found.getNamespace(), cluster(config, name, found), user(config, name, found));
  }

  private static Config parsed(byte[] content, String name) {
    String text = EncodedText.of(content, "The kubeconfig " + name);
    try {
      Object document = KubeconfigYaml.document(text, name);
      Config config = Documents.SERIALIZATION.convertValue(document, Config.class);
      if (config != null) {
        return config;
      }
      throw malformed(name, "");
    } catch (UnusableAccessException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // The parser's message quotes the file, which may hold a key.
      throw malformed(name, line(e));
    }
  }

  /**
   * kubectl refuses them too. Which one counts would be a guess, and a token of another cluster.
   */
  private static void refuseDuplicates(String file, String kind, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new UnusableAccessException(
            "The kubeconfig "
                + file
                + " has two entries for the "
                + kind
                + " "
                + PodExec.firstLine(name)
                + ".",
            "Give each " + kind + " its own name, or remove the one that is not meant.");
      }
    }
  }

  private static <T> List<String> names(@Nullable List<T> list, Function<T, String> name) {
    return entries(list).stream().map(name).filter(Objects::nonNull).toList();
  }

  private static UnusableAccessException malformed(String name, String at) {
    return new UnusableAccessException(
        "The kubeconfig " + name + " is not valid YAML of a kubeconfig" + at + ".",
        "Check it with: kubectl config view --kubeconfig " + name);
  }

  private static String line(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYamlEngineException marked
          && marked.getProblemMark().isPresent()) {
        return " (line " + (marked.getProblemMark().get().getLine() + 1) + ")";
      }
    }
    return "";
  }

  private static Context context(Config config, String name, String wanted) {
    return entries(config.getContexts()).stream()
        .filter(c -> wanted.equals(c.getName()))
        .map(NamedContext::getContext)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableAccessException(
                    "The kubeconfig " + name + " has no context " + wanted + ".",
                    "Name one of its contexts: " + contextNames(config) + "."));
  }

  private static Cluster cluster(Config config, String name, Context context) {
    return entries(config.getClusters()).stream()
        .filter(c -> Objects.equals(c.getName(), context.getCluster()))
        .map(NamedCluster::getCluster)
        .filter(c -> c != null && c.getServer() != null && !c.getServer().isBlank())
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableAccessException(
                    "The kubeconfig "
                        + name
                        + " has no server for the cluster "
                        + context.getCluster()
                        + ".",
                    "Add this cluster with its server."));
  }

  private static AuthInfo user(Config config, String name, Context context) {
    if (context.getUser() == null || context.getUser().isBlank()) {
      return new AuthInfo();
    }
    return entries(config.getUsers()).stream()
        .filter(u -> context.getUser().equals(u.getName()))
        .map(NamedAuthInfo::getUser)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableAccessException(
                    "The kubeconfig " + name + " has no user " + context.getUser() + ".",
                    "Add this user, or correct the context."));
  }

  private static String contextNames(Config config) {
    return names(config.getContexts(), NamedContext::getName).stream()
        .limit(20)
        .collect(Collectors.joining(", "));
  }

  private static <T> List<T> entries(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }

  /** Without the user, whose fields are secrets. */
  @Override
  public String toString() {
    return "Kubeconfig[context=" + context + "]";
  }
}
