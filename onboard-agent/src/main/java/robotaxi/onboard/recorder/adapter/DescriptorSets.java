package robotaxi.onboard.recorder.adapter;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.LinkedHashSet;
import java.util.Set;

/** A message type with all files that it needs, imports first, as readers of protobuf clips want it. */
final class DescriptorSets {
    private DescriptorSets() {}

    static byte[] of(Descriptor type) {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        collect(type.getFile(), files);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.forEach(file -> set.addFile(file.toProto()));
        return set.build().toByteArray();
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
        file.getDependencies().forEach(needed -> collect(needed, files));
        files.add(file);
    }
}
