/**
 * The services' container images without a container engine: {@code podspan images}.
 *
 * <p>Flow: {@link io.podspan.cli.images.ImagesCommand} says what is wanted; {@link
 * io.podspan.cli.images.Stage} copies the built services into a folder where every file has the
 * same time; {@link io.podspan.cli.images.JavaRuntime} links a small Java runtime; {@link
 * io.podspan.cli.images.Recording} runs everything once on that runtime, which records AOT caches;
 * {@link io.podspan.cli.images.DebianLayer} makes the root file system; {@link
 * io.podspan.cli.images.Layer} packs folders; {@link io.podspan.cli.images.Archive} writes one tar
 * for each image, in the form of the OCI image layout with the {@code manifest.json} that {@code
 * docker load} wants.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The same inputs give the same bytes: entries are sorted, times are fixed, owners are
 *       numbers. AOT caches and Debian's packages are inputs.
 *   <li>A jar and the Java runtime have the same time and size in the image as when the cache was
 *       recorded; otherwise the JVM refuses the cache.
 *   <li>An image says the same as its stage in deploy/docker/Dockerfile: user, environment, ports,
 *       health check.
 * </ol>
 *
 * <p>One thread: the command's. OCI Image Format Specification 1.1.
 */
@NullMarked
package io.podspan.cli.images;

import org.jspecify.annotations.NullMarked;
