package io.podspan.cli.images;

import java.nio.file.Path;

/**
 * A layer as it lies in an archive.
 *
 * @param digest hex of SHA-256 of the file
 * @param content hex of SHA-256 of the tar inside (the layer's {@code diff_id})
 * @param size of the file, octets
 */
record Blob(Path file, String digest, String content, long size) {}
