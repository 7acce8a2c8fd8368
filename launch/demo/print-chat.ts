import { styleText } from 'node:util';
import type { DemoEvent, DemoResult } from './run-demo.ts';

/** Prints a demo as it happens: the chat, the tool calls between, and the checks at the end. */
export function printChat(output: NodeJS.WriteStream) {
  const write = (line: string) => output.write(`${line}\n`);
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream: output });

  return {
    event(event: DemoEvent): void {
      switch (event.kind) {
        case 'started':
          write(`Model: ${event.model}. Stand-ins: ${event.standIns.join(', ') || 'none'}.`);
          break;
        case 'customer':
          write(`\n${style('bold', 'Cliente:')} ${event.text}`);
          break;
        case 'tool': {
          const { tool, arguments: args, succeeded, milliseconds } = event.call;
          const mark = succeeded ? '' : ' (failed)';
          write(style('dim', `    ${tool} ${shorten(JSON.stringify(args))} ${milliseconds} ms${mark}`));
          break;
        }
        case 'reply':
          write(`${style('bold', 'Robô:')} ${indent(event.text)}`);
          break;
        case 'note':
          write(`\n${style('yellow', 'Nota privada:')} ${indent(event.text)}`);
          break;
      }
    },
    end({ ok, checks, order }: DemoResult): void {
      write('');
      for (const { name, ok: good, found } of checks) {
        write(good ? `${style('green', 'ok')}   ${name}` : `${style('red', 'FAIL')} ${name}: ${found}`);
      }
      write(`\n${ok ? `Order ${order?.name} is confirmed in Odoo.` : 'The demo failed.'}`);
    },
  };
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n      ');
}
