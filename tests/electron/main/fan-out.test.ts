import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fanOut } from '../../../electron/main/fan-out.ts';

function setUp() {
  const source = new EventEmitter();
  const add = fanOut<string>((forward) => source.on('message', forward));
  return { source, add };
}

describe('fanOut', () => {
  it('listens to its source once for any number of listeners', () => {
    const { source, add } = setUp();
    const heard: string[] = [];
    for (let index = 0; index < 30; index += 1) add((message) => heard.push(`${index} ${message}`));
    source.emit('message', 'a');
    expect(source.listenerCount('message')).toBe(1);
    expect(heard).toEqual(Array.from({ length: 30 }, (_, index) => `${index} a`));
  });

  it('tells nothing to those who stopped listening, and the others still', () => {
    const { source, add } = setUp();
    const heard: string[] = [];
    const hear = (message: string) => heard.push(message);
    const stop = add(hear);
    add(hear);
    stop();
    stop();
    source.emit('message', 'a');
    expect(heard).toEqual(['a']);
  });

  it('hands a message on to all even where a listener stops itself', () => {
    const { source, add } = setUp();
    const heard: string[] = [];
    const stop = add((message) => {
      heard.push(`once ${message}`);
      stop();
    });
    add((message) => heard.push(message));
    source.emit('message', 'a');
    source.emit('message', 'b');
    expect(heard).toEqual(['once a', 'a', 'b']);
  });
});
