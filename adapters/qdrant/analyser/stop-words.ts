import type { Language } from './analyser.ts';

const portuguese = `
a o as os um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas para pra pro pros
com e ou que se eu voce voces vc vcs ele ela eles elas nos me mim te lhe meu minha meus minhas seu sua seus suas
este esta estes estas esse essa esses essas isso isto aquele aquela aquilo ao aos ser sou e sao foi era sera estou
esta estao estava ter tenho tem temos teria ha mais muito muita ja nao sim so tambem ate mas como quando onde qual
quais quanto quanta quantos quantas aqui ai la ola oi bom boa dia tarde noite favor obrigado obrigada quero queria
gostaria preciso procuro procurando comprar vende vendem alguma algum alguns algumas custa custam preco tipo coisa
quem posso pode podem poderia fica faz faco fazer vou vai veio agora`;

const english = `
a an the of in on at by for from to with and or that this these those it its is are was were be been i you he she we
they my your his her our their me him us them do does did have has had not no yes so as if but what which how when
where who hi hello please thanks want need would like looking buy sell any some much many cost costs price`;

const spanish = `
el la los las un una unos unas de del al en por para con y o u que se yo tu usted ustedes el ella ellos ellas me mi
mis tu tus su sus este esta estos estas ese esa esos esas eso esto aquel aquella ser soy es son fue era estoy esta
estan tener tengo tiene tienen hay mas muy ya no si tambien hasta pero como cuando donde cual cuales cuanto cuanta
aqui hola buenos buenas dias tardes noches favor gracias quiero quisiera necesito busco comprar venden alguna algun
cuesta precio`;

/**
 * Folded words that say nothing about what is searched for, those of a chat message included. `sem` (without)
 * is not among them: a drill without a cord is another drill.
 */
export const stopWords: Record<Language, ReadonlySet<string>> = {
  pt: wordSet(portuguese),
  en: wordSet(english),
  es: wordSet(spanish),
};

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
