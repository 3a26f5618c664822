// MongoDB's own build for this platform. The package that knows all their file names and checks their hashes is a development
// dependency, loaded only when it is needed.
import { reasonOf } from '../start-failure';

const VERSION = '7.0.24';

/** Downloads and unpacks the official build into the folder and answers the path of mongod. */
export async function fetchFromDownload(folder: string): Promise<string> {
  try {
    const { MongoBinary } = await import('mongodb-memory-server-core');
    return await MongoBinary.getPath({ version: VERSION, downloadDir: folder, checkMD5: true });
  } catch (error) {
    throw new Error(`MongoDB ${VERSION} could not be downloaded (${reasonOf(error).split(', Details')[0] ?? ''})`, { cause: error });
  }
}
