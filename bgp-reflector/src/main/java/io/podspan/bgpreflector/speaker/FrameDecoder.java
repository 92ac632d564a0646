package io.podspan.bgpreflector.speaker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.podspan.bgpreflector.wire.Decoded;
import io.podspan.bgpreflector.wire.FrameHeader;
import io.podspan.bgpreflector.wire.MessageDecoder;
import java.util.List;

/**
 * Cuts the stream into frames and decodes each (RFC 4271, section 4.1). After a header that makes
 * no sense nothing that follows can, so the rest is skipped.
 */
final class FrameDecoder extends ByteToMessageDecoder {
  private final Link link;
  private boolean broken;

  FrameDecoder(Link link) {
    this.link = link;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    switch (FrameHeader.peek(in)) {
      case FrameHeader.Incomplete _ -> {}
      case FrameHeader.Bad bad -> {
        broken = true;
        out.add(bad.malformed());
        in.skipBytes(in.readableBytes());
      }
      case FrameHeader.Frame(int length, int _) -> {
        if (in.readableBytes() >= length) {
          out.add(decode(in.readSlice(length)));
        }
      }
    }
  }

  private Decoded decode(ByteBuf frame) {
    return MessageDecoder.decode(frame, link.options(), link.isInternal());
  }
}
